int a(void) { return x1; }
int b(void) { return x2; }
int c(void) { return x3; }
int d(void) { return x4; }
int e(void) { retrun 5; }
