__asm__(".section .rodata\n.incbin \"plain.c\"\n.text\n");
int f(void) { return 1; }
