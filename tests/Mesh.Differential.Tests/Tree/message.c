#pragma message "a message"
int f(void) { return __LINE__; }
