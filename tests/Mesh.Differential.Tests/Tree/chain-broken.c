#include "broken.h"
int chain(void) { return 1; }
