template <typename T> T twice(T x) { return x + x; }
int f(int x) { return twice(x); }
