#ifdef LEVEL
#warning a level
#define LEVEL 5
#endif
#if LEVEL > 3 || MISSING
int high;
#endif
template <class T> T twice(T a) { return 2 * a; }
int width = twice(__LINE__);
