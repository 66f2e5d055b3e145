#include "modular.h"
int f(void) { return modular(); }
