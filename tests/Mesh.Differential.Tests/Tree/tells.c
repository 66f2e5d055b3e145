#if LEVEL > 3 || MISSING
int high;
#endif
#define WIDTH 4
#define WIDTH 5 + MISSING
#if WIDTH > 5
#warning wide
#endif
#if 0
it isn't read
#endif
int width = __LINE__;
int twice(int a) { return 2 * a; }
