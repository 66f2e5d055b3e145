#include "desk.h"

/* FNV-1a, 64 bit */
uint64_t hash_bytes(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = 14695981039346656037u;
    while (length-- > 0) {
        hash ^= *at++;
        hash *= 1099511628211u;
    }
    return hash;
}
