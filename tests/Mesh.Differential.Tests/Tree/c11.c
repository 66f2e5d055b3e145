_Static_assert(sizeof(int) == 4, "int");
_Noreturn void stop(void);
#define KIND(x) _Generic((x), int: 1, float: 2, default: 3)
int kinds[] = { KIND(1), KIND(1.0f), KIND("s") };
_Alignas(32) char aligned[32];
_Atomic int atomic;
int bump(void) { return atomic++; }
