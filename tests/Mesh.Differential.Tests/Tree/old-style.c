int old(a, b) int a; char *b; { return a + *b; }
implicit() { return undeclared_function(1); }
