#pragma redefine_extname before after
int before(void);
int f(void) { return before() + __LINE__; }
