#include <stdlib.h>
int leak(int n) { char *p = malloc(4); if (!p) return 0; if (n) free(p); *p = 1; return *p; }
