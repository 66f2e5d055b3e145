template <typename T> concept Small = sizeof(T) <= 4;
template <Small T> T id(T x) { return x; }
consteval int square(int n) { return n * n; }
int use() { return id(3) + square(4); }
