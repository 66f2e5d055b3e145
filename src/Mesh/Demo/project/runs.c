#include "tools.h"

/* "aaab" becomes "a3b1". */
void run_lengths(struct text *out, const char *text)
{
    while (*text != 0) {
        size_t length = 1;
        while (text[length] == *text)
            length++;
        text_add_byte(out, *text);
        text_add_number(out, (double)length);
        text += length;
    }
}
