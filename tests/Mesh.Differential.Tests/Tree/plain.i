# 1 "plain.c"
# 1 "<built-in>"
# 1 "<command-line>"
# 1 "plain.c"
int f(int x) { return x + 1; }
