#include "header.h"
#define LONG 1 + \
 2
int l = LONG;
int f(int x)
{ return TWICE(x); }
