#include "tools.h"

/* "one two three" becomes "three two one". */
void reverse_words(struct text *out, const char *text)
{
    const char *end = text + strlen(text);
    while (end > text) {
        const char *start = end;
        while (start > text && start[-1] != ' ')
            start--;
        for (const char *at = start; at < end; at++)
            text_add_byte(out, *at);
        end = start > text ? start - 1 : text;
        if (end > text)
            text_add(out, " ");
    }
}
