#include "expression.h"

struct parser { struct lexer lexer; struct arena *arena; const char *message; };

static struct node *sum(struct parser *parser);

static struct node *make(struct parser *parser, enum node_kind kind, char sign, struct node *left, struct node *right)
{
    struct node *node = arena_take(parser->arena, sizeof *node);
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->sign = sign;
    node->left = left;
    node->right = right;
    return node;
}

static struct node *wrong(struct parser *parser, const char *message)
{
    if (parser->message == NULL)
        parser->message = message;
    return make(parser, NODE_NUMBER, 0, NULL, NULL);
}

static struct node *name_or_call(struct parser *parser)
{
    struct token token = parser->lexer.token;
    lexer_next(&parser->lexer);
    struct node *node = make(parser, NODE_NAME, 0, NULL, NULL);
    node->name = arena_copy(parser->arena, token.start, token.length);
    if (lexer_take(&parser->lexer, '(')) {
        node->kind = NODE_CALL;
        node->left = sum(parser);
        if (!lexer_take(&parser->lexer, ')'))
            return wrong(parser, "a ) is missing");
    }
    return node;
}

static struct node *primary(struct parser *parser)
{
    struct token token = parser->lexer.token;
    if (token.kind == TOKEN_NAME)
        return name_or_call(parser);
    if (token.kind == TOKEN_NUMBER) {
        lexer_next(&parser->lexer);
        struct node *node = make(parser, NODE_NUMBER, 0, NULL, NULL);
        node->number = token.number;
        return node;
    }
    if (lexer_take(&parser->lexer, '(')) {
        struct node *node = sum(parser);
        return lexer_take(&parser->lexer, ')') ? node : wrong(parser, "a ) is missing");
    }
    return wrong(parser, "a number, a name or a ( is missing");
}

/* 2^3^2 is 2^(3^2), and -2^2 is -(2^2). */
static struct node *power(struct parser *parser)
{
    if (lexer_take(&parser->lexer, '-'))
        return make(parser, NODE_NEGATE, '-', power(parser), NULL);
    struct node *node = primary(parser);
    return lexer_take(&parser->lexer, '^') ? make(parser, NODE_BINARY, '^', node, power(parser)) : node;
}

static struct node *level(struct parser *parser, const char *signs, struct node *(*tighter)(struct parser *))
{
    struct node *node = tighter(parser);
    for (const char *sign = signs; *sign != 0;) {
        if (lexer_take(&parser->lexer, *sign)) {
            node = make(parser, NODE_BINARY, *sign, node, tighter(parser));
            sign = signs;
        } else {
            sign++;
        }
    }
    return node;
}

static struct node *product(struct parser *parser) { return level(parser, "*/%", power); }
static struct node *sum(struct parser *parser) { return level(parser, "+-", product); }

struct node *parse(struct arena *arena, const char *source, const char **message)
{
    struct parser parser = { .arena = arena };
    lexer_start(&parser.lexer, source);
    struct node *node = sum(&parser);
    if (node->kind == NODE_NAME && lexer_take(&parser.lexer, '='))
        node = make(&parser, NODE_ASSIGN, '=', node, sum(&parser));
    if (parser.lexer.token.kind != TOKEN_END)
        wrong(&parser, "there is something after the end");
    *message = parser.message;
    return parser.message == NULL ? node : NULL;
}
