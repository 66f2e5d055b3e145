#include <math.h>
#include "expression.h"
#include "tools.h"

static int failures;

static void check(FILE *out, const char *what, int good)
{
    if (!good) {
        failures++;
        fprintf(out, "failed: %s\n", what);
    }
}

static void check_expression(FILE *out, const char *source, double expected)
{
    struct arena arena = { 0 };
    struct table names = { 0 };
    const char *message;
    struct node *node = parse(&arena, source, &message);
    check(out, source, node != NULL && fabs(evaluate(simplify(node), &names, &message) - expected) < 1e-9 && message == NULL);
    table_release(&names);
    arena_release(&arena);
}

static void check_text(FILE *out, const char *what, struct text *text, const char *expected)
{
    check(out, what, strcmp(text->bytes, expected) == 0);
    text_release(text);
}

static void check_tools(FILE *out)
{
    struct text text = { 0 };
    double numbers[] = { 5, 1, 4, 2, 3 };
    unsigned primes[8];
    to_base64(&text, "mesh!", 5);
    check_text(out, "base64", &text, "bWVzaCE=");
    to_hex(&text, "mesh", 4);
    check_text(out, "hex", &text, "6d657368");
    run_lengths(&text, "aaabcc");
    check_text(out, "runs", &text, "a3b1c2");
    roman(&text, 1994);
    check_text(out, "roman", &text, "MCMXCIV");
    reverse_words(&text, "one two three");
    check_text(out, "reverse", &text, "three two one");
    factorial(&text, 30);
    check_text(out, "factorial", &text, "265252859812191058636308480000000");
    check(out, "distance", edit_distance("kitten", "sitting") == 3);
    check(out, "median", median(numbers, 5) == 3);
    check(out, "sieve", sieve(1000, primes, 8) == 168 && primes[7] == 19);
    check(out, "gcd", gcd(462, 1071) == 21);
    check(out, "crc32", crc32_bytes("123456789", 9) == 0xcbf43926u);
    check(out, "adler32", adler32_bytes("Wikipedia", 9) == 0x11e60398u);
}

int self_test(FILE *out)
{
    check_expression(out, "1 + 2 * 3", 7);
    check_expression(out, "2^3^2 - -1", 513);
    check_expression(out, "sqrt(square(3) + 4^2) % 3", 2);
    check_expression(out, "(10 - 4) / 4", 1.5);
    check_tools(out);
    return failures;
}
