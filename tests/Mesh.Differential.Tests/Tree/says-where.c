#define STR(x) #x
#define XSTR(x) STR(x)
const char *where(void) { return __FILE__ ":" XSTR(__LINE__); }
int line(void) { return __LINE__; }
const char *name(void) { return __func__; }
#line 500 "renamed.c"
const char *again(void) { return __FILE__; }
int line_again = __LINE__;
