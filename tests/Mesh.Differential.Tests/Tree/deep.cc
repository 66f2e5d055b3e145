template <int N> struct Deep { static constexpr int value = Deep<N - 1>::value + 1; };
template <> struct Deep<0> { static constexpr int value = 0; };
int deep = Deep<200>::value;
constexpr int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
int f = fib(15);
