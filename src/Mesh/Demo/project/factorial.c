#include "tools.h"

/* All digits of n!, by long multiplication in base 10^9. */
void factorial(struct text *out, unsigned n)
{
    uint32_t limbs[256] = { 1 };
    size_t count = 1;
    char digits[16];
    for (unsigned factor = 2; factor <= n; factor++) {
        uint64_t carry = 0;
        for (size_t i = 0; i < count; i++) {
            carry += (uint64_t)limbs[i] * factor;
            limbs[i] = (uint32_t)(carry % 1000000000u);
            carry /= 1000000000u;
        }
        if (carry != 0 && count < sizeof limbs / sizeof *limbs)
            limbs[count++] = (uint32_t)carry;
    }
    for (size_t i = count; i-- > 0;) {
        snprintf(digits, sizeof digits, i + 1 == count ? "%u" : "%09u", (unsigned)limbs[i]);
        text_add(out, digits);
    }
}
