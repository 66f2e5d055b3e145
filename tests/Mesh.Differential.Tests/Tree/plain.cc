namespace { int hidden(int x) { return x + 1; } }
template <typename T> T twice(T x) { return x + x; }
class Shape { public: virtual ~Shape() {} virtual int area() const { return twice(hidden(2)); } };
class Square : public Shape { int side; public: explicit Square(int s) : side(s) {} int area() const override { return side * side; } };
int area(const Shape &s) { try { return s.area(); } catch (int e) { return e; } }
int use() { Square square(3); auto f = [&](int y) { return square.area() + y; }; return f(twice(1)) + area(square); }
static int counted = __COUNTER__ + __LINE__;
const char *pretty() { return __PRETTY_FUNCTION__; }
int get() { return counted; }
