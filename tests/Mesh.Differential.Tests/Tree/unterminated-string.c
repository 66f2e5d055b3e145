const char *s = "no end;
int f;
