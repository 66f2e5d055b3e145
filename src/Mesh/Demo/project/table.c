#include "desk.h"

static struct slot *place(struct slot *slots, size_t room, const char *name)
{
    size_t at = hash_bytes(name, strlen(name)) % room;
    while (slots[at].name != NULL && strcmp(slots[at].name, name) != 0)
        at = (at + 1) % room;
    return &slots[at];
}

static void grow(struct table *table)
{
    size_t room = table->room ? table->room * 2 : 16;
    struct slot *slots = grab(room * sizeof *slots);
    for (size_t i = 0; i < table->room; i++)
        if (table->slots[i].name != NULL)
            *place(slots, room, table->slots[i].name) = table->slots[i];
    free(table->slots);
    table->slots = slots;
    table->room = room;
}

double *table_find(const struct table *table, const char *name)
{
    if (table->room == 0)
        return NULL;
    struct slot *slot = place(table->slots, table->room, name);
    return slot->name != NULL ? &slot->value : NULL;
}

void table_set(struct table *table, const char *name, double value)
{
    if ((table->count + 1) * 2 > table->room)
        grow(table);
    struct slot *slot = place(table->slots, table->room, name);
    if (slot->name == NULL) {
        size_t length = strlen(name) + 1;
        slot->name = memcpy(grab(length), name, length);
        table->count++;
    }
    slot->value = value;
}

void table_release(struct table *table)
{
    for (size_t i = 0; i < table->room; i++)
        free(table->slots[i].name);
    free(table->slots);
    memset(table, 0, sizeof *table);
}
