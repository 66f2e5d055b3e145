int f(void) { return undeclared; }
int g(void) { return f(1, 2) }
