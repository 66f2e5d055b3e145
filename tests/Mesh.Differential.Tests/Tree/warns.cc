struct Base { virtual int f() { return 1; } int a; int b; Base() : b(1), a(2) {} };
struct Derived : Base { int f() { return 2; } };
int g(int unused) { Derived *d = new Derived; delete d; char *text = (char *)"x"; int shadow = 1; { int shadow = 2; text[0] = shadow; } return 0; }
