#include "desk.h"

static void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("desk: out of memory\n", stderr);
        exit(70);
    }
    return memory;
}

void *grab(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

void *regrab(void *old, size_t size)
{
    return checked(realloc(old, size ? size : 1));
}
