#include "header.h"
#include <sysh.h>
#ifndef LEVEL
#define LEVEL 1
#endif
int f(int x) { return TWICE(x) + one() + LEVEL + SYSH; }
