int f(int n) { return ({ int x = n; x ?: 1; }); }
int ranges[] = { [0 ... 3] = 1 };
typeof(int) t;
struct { int a; union { int b; float c; }; } anonymous = { .b = 1 };
__int128 wide = 1;
int arithmetic = 0b101;
void *label(void) { here: return &&here; }
