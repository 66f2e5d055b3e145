int missing_semicolon
int next;
