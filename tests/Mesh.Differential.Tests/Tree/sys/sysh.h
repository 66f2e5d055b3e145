#define SYSH 7
#define SYS_COMPARE(a, b) ((a) < (b))
static int unused_in_system_header(unsigned x) { int same = -1; return x < same; }
