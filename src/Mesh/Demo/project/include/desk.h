/* What the parts of the desk calculator share: memory, text, tables. */
#ifndef DESK_H
#define DESK_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* memory.c: allocation that never returns NULL */
void *grab(size_t size);
void *regrab(void *old, size_t size);

/* arena.c: many small pieces, released together */
struct arena { struct block *blocks; size_t used; };
void *arena_take(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena, const char *text, size_t length);
void arena_release(struct arena *arena);

/* text.c: a string that grows */
struct text { char *bytes; size_t length, room; };
void text_add(struct text *text, const char *more);
void text_add_byte(struct text *text, char byte);
void text_add_number(struct text *text, double number);
void text_release(struct text *text);

/* table.c: names to numbers, open addressing */
struct slot { char *name; double value; };
struct table { struct slot *slots; size_t count, room; };
double *table_find(const struct table *table, const char *name);
void table_set(struct table *table, const char *name, double value);
void table_release(struct table *table);

/* hash.c, crc32.c, adler.c: three ways to boil bytes down */
uint64_t hash_bytes(const void *bytes, size_t length);
uint32_t crc32_bytes(const void *bytes, size_t length);
uint32_t adler32_bytes(const void *bytes, size_t length);

#endif
