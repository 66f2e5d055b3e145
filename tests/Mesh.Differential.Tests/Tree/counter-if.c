#if __COUNTER__ == 0
int first = __COUNTER__;
#endif
