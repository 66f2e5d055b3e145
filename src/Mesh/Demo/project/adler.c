#include "desk.h"

uint32_t adler32_bytes(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint32_t a = 1, b = 0;
    while (length-- > 0) {
        a = (a + *at++) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}
