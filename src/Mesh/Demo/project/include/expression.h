/* From the characters of an expression to its value. */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include "desk.h"

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_SIGN, TOKEN_WRONG };

struct token { enum token_kind kind; double number; const char *start; size_t length; };

struct lexer { const char *at; struct token token; };
void lexer_start(struct lexer *lexer, const char *source);
void lexer_next(struct lexer *lexer);
int lexer_take(struct lexer *lexer, char sign);

enum node_kind { NODE_NUMBER, NODE_NAME, NODE_CALL, NODE_NEGATE, NODE_BINARY, NODE_ASSIGN };

struct node {
    enum node_kind kind;
    char sign;
    double number;
    const char *name;
    struct node *left, *right;
};

/* NULL and a message when the source is no expression. */
struct node *parse(struct arena *arena, const char *source, const char **message);
double evaluate(const struct node *node, struct table *names, const char **message);
double fold_call(const char *name, double argument, const char **message);
double fold_binary(char sign, double left, double right, const char **message);
void show(struct text *text, const struct node *node);
struct node *simplify(struct node *node);
int depth(const struct node *node);

#endif
