#ifdef HAVE_OUT
#include "out/generated.h"
#endif
int f(void) { return 1; }
