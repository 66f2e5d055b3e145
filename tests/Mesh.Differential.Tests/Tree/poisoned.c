#pragma GCC poison forbidden
int forbidden;
