#define CHAIN_WARNS 1
#include "chain.h"
int chain(void) { return CHAIN0; }
