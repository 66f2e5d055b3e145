#include "tools.h"

void to_base64(struct text *out, const void *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i += 3) {
        uint32_t three = (uint32_t)at[i] << 16;
        if (i + 1 < length)
            three |= (uint32_t)at[i + 1] << 8;
        if (i + 2 < length)
            three |= at[i + 2];
        text_add_byte(out, digits[three >> 18]);
        text_add_byte(out, digits[three >> 12 & 63]);
        text_add_byte(out, i + 1 < length ? digits[three >> 6 & 63] : '=');
        text_add_byte(out, i + 2 < length ? digits[three & 63] : '=');
    }
}
