#if 0
don't
#endif
#define EMPTY
#define PASTE(a, b) a ## b
EMPTY EMPTY
int PASTE(x, 1) = __LINE__; /* one */ int PASTE(x, 2) = __LINE__;
int unbalanced(int a) { if (a) if (a > 1) return 1; else return 2; return 3; }
