#include "desk.h"

static void make_room(struct text *text, size_t more)
{
    if (text->length + more + 1 <= text->room)
        return;
    text->room = (text->length + more + 1) * 2;
    text->bytes = regrab(text->bytes, text->room);
}

void text_add(struct text *text, const char *more)
{
    size_t length = strlen(more);
    make_room(text, length);
    memcpy(text->bytes + text->length, more, length + 1);
    text->length += length;
}

void text_add_byte(struct text *text, char byte)
{
    char both[2] = { byte, 0 };
    text_add(text, both);
}

void text_add_number(struct text *text, double number)
{
    char digits[40];
    snprintf(digits, sizeof digits, "%.10g", number);
    text_add(text, digits);
}

void text_release(struct text *text)
{
    free(text->bytes);
    memset(text, 0, sizeof *text);
}
