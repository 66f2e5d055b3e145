#define NAME3(a, b) a##b
#define NAME2(a, b) NAME3(a, b)
#define NAME NAME2(unique, __COUNTER__)
int NAME, NAME, NAME;
int count = __COUNTER__;
