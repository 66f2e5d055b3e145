#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
int f(void) { int unused; return 0; }
#pragma GCC diagnostic pop
int g(void) { int reported; return 0; }
#pragma pack(push, 1)
struct tight { char c; int i; };
#pragma pack(pop)
int size = sizeof(struct tight);
#pragma weak h
void h(void);
#pragma unknown thing
_Pragma("GCC poison poisoned")
