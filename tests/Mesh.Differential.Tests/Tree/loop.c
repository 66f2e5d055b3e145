void scale(float *restrict a, const float *restrict b, int n)
{
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 2.5f + a[i];
}
int sum(const int *p, int n)
{
	int s = 0;
	while (n--)
		s += *p++;
	return s;
}
double root(double x) { return __builtin_sqrt(x); }
int divide(int a, int b) { return b ? a / b : 0; }
