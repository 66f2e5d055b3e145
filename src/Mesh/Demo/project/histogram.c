#include <ctype.h>
#include "tools.h"

/* The most frequent letters, one row each. */
void histogram(struct text *out, const char *text, int rows)
{
    unsigned counts[26] = { 0 };
    for (; *text != 0; text++)
        if (isalpha((unsigned char)*text))
            counts[tolower((unsigned char)*text) - 'a']++;
    while (rows-- > 0) {
        int most = 0;
        for (int i = 1; i < 26; i++)
            if (counts[i] > counts[most])
                most = i;
        if (counts[most] == 0)
            return;
        text_add_byte(out, (char)('a' + most));
        text_add(out, " ");
        for (unsigned i = 0; i < counts[most]; i++)
            text_add(out, "#");
        text_add(out, "\n");
        counts[most] = 0;
    }
}
