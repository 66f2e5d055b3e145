#include "expression.h"

double evaluate(const struct node *node, struct table *names, const char **message)
{
    double value, *known;
    switch (node->kind) {
    case NODE_NUMBER:
        return node->number;
    case NODE_NEGATE:
        return -evaluate(node->left, names, message);
    case NODE_NAME:
        known = table_find(names, node->name);
        if (known == NULL)
            *message = "unknown name";
        return known != NULL ? *known : 0;
    case NODE_CALL:
        return fold_call(node->name, evaluate(node->left, names, message), message);
    case NODE_BINARY:
        value = evaluate(node->left, names, message);
        return fold_binary(node->sign, value, evaluate(node->right, names, message), message);
    case NODE_ASSIGN:
        value = evaluate(node->right, names, message);
        table_set(names, node->left->name, value);
        return value;
    }
    return 0;
}
