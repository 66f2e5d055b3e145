#define MODULAR 5
static inline int modular(void) { return MODULAR; }
