const char *s = "é\u20ac"; int été = 1;
