int f(int a)
{
	switch (a) {
	case 1:
		a++;
		/* fall through */
	case 2:
		a++;
	case 3:
		return a;
	default:
		return 0;
	}
}
