#include "desk.h"

enum { BLOCK_BYTES = 4096 };

struct block {
    struct block *next;
    size_t room;
    max_align_t bytes[];
};

static struct block *new_block(struct block *next, size_t room)
{
    struct block *block = grab(sizeof *block + room);
    block->next = next;
    block->room = room;
    return block;
}

void *arena_take(struct arena *arena, size_t size)
{
    size_t rounded = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (arena->blocks == NULL || arena->blocks->room - arena->used < rounded) {
        arena->blocks = new_block(arena->blocks, rounded > BLOCK_BYTES ? rounded : BLOCK_BYTES);
        arena->used = 0;
    }
    void *piece = (char *)arena->blocks->bytes + arena->used;
    arena->used += rounded;
    return piece;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_take(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

void arena_release(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->used = 0;
}
