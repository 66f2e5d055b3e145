const char *s = "été"; /* é */
