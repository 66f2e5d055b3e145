static int twice(int x) { return x + x; }
int add(int a, int b) { return twice(a) + b; }
