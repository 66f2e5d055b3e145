#include "tools.h"

/* Eratosthenes' sieve; returns how many primes are below the limit, and stores the first of them. */
size_t sieve(unsigned limit, unsigned *primes, size_t room)
{
    unsigned char *crossed = grab(limit);
    size_t found = 0;
    for (unsigned n = 2; n < limit; n++) {
        if (crossed[n])
            continue;
        if (found < room)
            primes[found] = n;
        found++;
        for (unsigned long long multiple = (unsigned long long)n * n; multiple < limit; multiple += n)
            crossed[multiple] = 1;
    }
    free(crossed);
    return found;
}

uint64_t gcd(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}
