#ifndef HEADER_H
#define HEADER_H
#define TWICE(x) ((x) + (x))
static inline int one(void) { return 1; }
#endif
