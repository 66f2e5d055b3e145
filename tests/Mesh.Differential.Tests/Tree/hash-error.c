#error this is wrong
int f;
