#include "expression.h"

static int is_number(const struct node *node, double number)
{
    return node->kind == NODE_NUMBER && node->number == number;
}

/* Folds constants, and drops what changes nothing: x+0, x*1, x^1. */
struct node *simplify(struct node *node)
{
    const char *message = NULL;
    if (node->left != NULL)
        node->left = simplify(node->left);
    if (node->right != NULL)
        node->right = simplify(node->right);
    if (node->kind != NODE_BINARY)
        return node;
    if (node->left->kind == NODE_NUMBER && node->right->kind == NODE_NUMBER) {
        double value = fold_binary(node->sign, node->left->number, node->right->number, &message);
        if (message == NULL) {
            node->kind = NODE_NUMBER;
            node->number = value;
        }
        return node;
    }
    if (strchr("+-", node->sign) && is_number(node->right, 0))
        return node->left;
    if (strchr("*/^", node->sign) && is_number(node->right, 1))
        return node->left;
    return node;
}
