#include <ctype.h>
#include "expression.h"

void lexer_start(struct lexer *lexer, const char *source)
{
    lexer->at = source;
    lexer_next(lexer);
}

static void take_while(struct lexer *lexer, int (*belongs)(int))
{
    while (belongs((unsigned char)*lexer->at) || *lexer->at == '_')
        lexer->at++;
}

void lexer_next(struct lexer *lexer)
{
    while (isspace((unsigned char)*lexer->at))
        lexer->at++;
    struct token *token = &lexer->token;
    token->start = lexer->at;
    if (*lexer->at == 0) {
        token->kind = TOKEN_END;
    } else if (isdigit((unsigned char)*lexer->at) || *lexer->at == '.') {
        char *end;
        token->kind = TOKEN_NUMBER;
        token->number = strtod(lexer->at, &end);
        if (end == lexer->at) {
            token->kind = TOKEN_WRONG;
            end++;
        }
        lexer->at = end;
    } else if (isalpha((unsigned char)*lexer->at)) {
        token->kind = TOKEN_NAME;
        take_while(lexer, isalnum);
    } else {
        token->kind = strchr("+-*/%^()=", *lexer->at) ? TOKEN_SIGN : TOKEN_WRONG;
        lexer->at++;
    }
    token->length = (size_t)(lexer->at - token->start);
}

int lexer_take(struct lexer *lexer, char sign)
{
    if (lexer->token.kind != TOKEN_SIGN || *lexer->token.start != sign)
        return 0;
    lexer_next(lexer);
    return 1;
}
