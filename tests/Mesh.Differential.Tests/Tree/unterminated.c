#ifdef X
int f;
