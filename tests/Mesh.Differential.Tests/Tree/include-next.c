#include <limits.h>
#include <stddef.h>
#include <stdarg.h>
int f(void) { return INT_MAX - CHAR_BIT + (int)sizeof(va_list) + (int)offsetof(struct { int a; int b; }, b); }
