template <typename T> concept Small = sizeof(T) <= 4;
template <Small T> T id(T x) { return x; }
double use() { return id(3.0); }
