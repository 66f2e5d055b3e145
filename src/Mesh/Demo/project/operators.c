#include <math.h>
#include "expression.h"

double fold_binary(char sign, double left, double right, const char **message)
{
    if ((sign == '/' || sign == '%') && right == 0) {
        *message = "division by zero";
        return 0;
    }
    switch (sign) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '%': return fmod(left, right);
    case '^': return pow(left, right);
    }
    *message = "unknown operator";
    return 0;
}
