__attribute__((global)) void kernel(int *p) { *p = 1; }
