#define HEADER "header.h"
#include HEADER
int f(int x) { return TWICE(x); }
