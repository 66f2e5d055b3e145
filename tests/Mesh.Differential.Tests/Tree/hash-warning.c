#warning this is odd
#pragma message "a message"
int f;
