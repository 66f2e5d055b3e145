extern int elsewhere;
static int here;
int *where(void) { return here ? &here : &elsewhere; }
int call(int (*f)(int)) { return f(elsewhere); }
