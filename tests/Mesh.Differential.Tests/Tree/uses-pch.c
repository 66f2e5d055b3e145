#include "pch.h"
int f(void) { return from_pch(); }
