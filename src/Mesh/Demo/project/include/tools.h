/* Small text and number tools that the calculator's report uses. */
#ifndef TOOLS_H
#define TOOLS_H

#include "desk.h"

struct tally { size_t lines, words, bytes; };
struct tally count_words(const char *text);
void histogram(struct text *out, const char *text, int rows);
size_t edit_distance(const char *a, const char *b);
void reverse_words(struct text *out, const char *text);
void to_base64(struct text *out, const void *bytes, size_t length);
void to_hex(struct text *out, const void *bytes, size_t length);
void run_lengths(struct text *out, const char *text);
void roman(struct text *out, unsigned number);
void sort_numbers(double *numbers, size_t count);
double median(double *numbers, size_t count);
size_t sieve(unsigned limit, unsigned *primes, size_t room);
uint64_t gcd(uint64_t a, uint64_t b);
void factorial(struct text *out, unsigned n);
struct random { uint64_t state; };
uint32_t random_next(struct random *random);
int self_test(FILE *out);

#endif
