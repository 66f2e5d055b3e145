#include "desk.h"

static uint32_t steps[256];

static void prepare(void)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
        steps[byte] = crc;
    }
}

uint32_t crc32_bytes(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint32_t crc = 0xffffffffu;
    if (steps[1] == 0)
        prepare();
    while (length-- > 0)
        crc = steps[(crc ^ *at++) & 255] ^ crc >> 8;
    return crc ^ 0xffffffffu;
}
