#include <ctype.h>
#include "tools.h"

struct tally count_words(const char *text)
{
    struct tally tally = { 0, 0, 0 };
    int inside = 0;
    for (; *text != 0; text++) {
        tally.bytes++;
        tally.lines += *text == '\n';
        if (isspace((unsigned char)*text)) {
            inside = 0;
        } else if (!inside) {
            inside = 1;
            tally.words++;
        }
    }
    return tally;
}
