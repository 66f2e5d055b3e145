template <typename T> struct Only { typename T::type member; };
struct NoCopy { NoCopy(const NoCopy &) = delete; NoCopy(int); };
int f(int); int f(double); int f(const char *);
void g() { NoCopy a(1); NoCopy b = a; Only<int> o; f(nullptr, 2); }
