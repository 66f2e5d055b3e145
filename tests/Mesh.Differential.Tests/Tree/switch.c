int kind(int c)
{
	switch (c) {
	case 'a': return 11;
	case 'b': return 2;
	case 'c': return 35;
	case 'd': return 4;
	case 'e': return 57;
	case 'f': return 6;
	case 'g': return 79;
	default: return -1;
	}
}
static int table[64] = { 1, 2, 3 };
int global, *pointer = &table[2];
const char *text = "text in read-only data";
_Thread_local int local_to_thread = 3;
__attribute__((constructor)) static void begin(void) { global = 1; }
