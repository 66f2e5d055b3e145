#include <stdio.h>
void f(int n, const char *s) { printf("%s %d %q\n", n, s); printf(s); char small[4]; sprintf(small, "%d", n); }
