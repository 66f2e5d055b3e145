#include <sysh.h>
#define INNER(a, b) (a) == (b)
#define MIDDLE(a) INNER(a, a)
#define OUTER(a) if (MIDDLE(a)) return (a) / 0
int g(int x, unsigned u)
{
	OUTER(x);
	if (SYS_COMPARE(x, u)) return 2;
	return MIDDLE(x + 1);
}
