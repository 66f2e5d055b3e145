__asm__(".include \"asm/part.inc\"");
int f(void) { return 1; }
