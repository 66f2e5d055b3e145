#include "expression.h"

/* Fully bracketed, so that the tree can be seen. */
void show(struct text *text, const struct node *node)
{
    switch (node->kind) {
    case NODE_NUMBER:
        text_add_number(text, node->number);
        break;
    case NODE_NAME:
        text_add(text, node->name);
        break;
    case NODE_NEGATE:
        text_add(text, "-");
        show(text, node->left);
        break;
    case NODE_CALL:
        text_add(text, node->name);
        text_add(text, "(");
        show(text, node->left);
        text_add(text, ")");
        break;
    case NODE_BINARY:
    case NODE_ASSIGN:
        text_add(text, "(");
        show(text, node->left);
        text_add_byte(text, node->sign);
        show(text, node->right);
        text_add(text, ")");
        break;
    }
}
