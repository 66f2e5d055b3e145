#include "expression.h"

int depth(const struct node *node)
{
    int left = node->left != NULL ? depth(node->left) : 0;
    int right = node->right != NULL ? depth(node->right) : 0;
    return 1 + (left > right ? left : right);
}
