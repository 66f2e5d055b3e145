#include "expression.h"
#include "tools.h"

static void answer(const char *source, struct table *names)
{
    struct arena arena = { 0 };
    struct text text = { 0 };
    const char *message;
    struct node *node = parse(&arena, source, &message);
    if (node != NULL) {
        double value = evaluate(node, names, &message);
        show(&text, simplify(node));
        if (message == NULL)
            printf("%s = %.10g   [%s]\n", source, value, text.bytes);
    }
    if (message != NULL)
        printf("%s: %s\n", source, message);
    text_release(&text);
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    struct table names = { 0 };
    struct text text = { 0 };
    int failures = self_test(stdout);
    table_set(&names, "pi", 3.141592653589793);
    for (int i = 1; i < argc; i++)
        answer(argv[i], &names);
    factorial(&text, 40);
    printf("40! = %s\n", text.bytes);
    text_release(&text);
    table_release(&names);
    puts(failures == 0 ? "all parts agree" : "some part is wrong");
    return failures != 0;
}
