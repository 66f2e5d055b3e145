int f(void) { return 1; }
#define LAST 1