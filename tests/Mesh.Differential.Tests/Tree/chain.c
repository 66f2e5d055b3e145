#include "chain.h"
int chain(void) { return CHAIN0; }
