#include "tools.h"

void to_hex(struct text *out, const void *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) {
        text_add_byte(out, digits[at[i] >> 4]);
        text_add_byte(out, digits[at[i] & 15]);
    }
}
