#define FROM_PCH 3
static inline int from_pch(void) { return FROM_PCH; }
