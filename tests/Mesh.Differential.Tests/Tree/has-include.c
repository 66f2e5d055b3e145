#if __has_include("header.h")
#include "header.h"
#else
#define TWICE(x) 0
#endif
#if defined(__has_attribute) && __has_attribute(noinline)
__attribute__((noinline))
#endif
int f(int x) { return TWICE(x); }
