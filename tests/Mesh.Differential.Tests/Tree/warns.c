#define UNUSED_MACRO 1
#define LESS(a, b) ((a) < (b))
int f(int x, unsigned y, int unused)
{
	int z;
	int count = 0;
	if (LESS(x, y))
		return z;
	if (x = 3)
		count++;
	return "text"[5.0 > x];
}
