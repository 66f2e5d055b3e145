#ifndef CHAIN_WARNS
#define CHAIN_WARNS 0
#endif
enum { CHAIN4 = 1 };
#if CHAIN_WARNS
static int never_used(unsigned x, int y) { return x < y; }
#endif
