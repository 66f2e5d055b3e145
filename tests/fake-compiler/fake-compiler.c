/* A compiler that misbehaves on order, for the helper's tests. It answers like a gcc to -v, and otherwise does what the first word of the
   file PROGRAM.mode beside it says. While there is a file PROGRAM.unfinished, it says that it has no cc1; while there is a file PROGRAM.broken, it does
   not start (127), or never ends if "hang" stands in it.

   copy      stdin becomes the object              exit N    reads stdin, says "fake: error" on stderr, exits N
   crash     dies of SIGSEGV                       silent    exits 0 and writes no object
   ignore    writes an object, never reads stdin   hang      never reads stdin, never ends
   flood     prints for ever                       fill      writes an object for ever
   orphan    leaves a child, which outlives it     outside   tries to write PROGRAM.outside, then does as copy does
   env       its environment becomes the object    eat       allocates memory until there is none, then reports it as cc1 does
   beside    as copy, and leaves OUTPUT.su with ".su" in it, and OUTPUT.ci with nothing in it */

#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

extern char **environ;

static char self[4096];

static FILE *beside(const char *suffix, const char *mode)
{
    char path[4200];
    snprintf(path, sizeof path, "%s.%s", self, suffix);
    return fopen(path, mode);
}

static void copy_stdin(FILE *to)
{
    char piece[65536];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
        if (to) fwrite(piece, 1, n, to);
}

static FILE *object(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "-o") == 0) return fopen(argv[i + 1], "w");
    return NULL;
}

static void leave(const char *name, const char *suffix, const char *text)
{
    char path[4200];
    snprintf(path, sizeof path, "%s%s", name, suffix);
    FILE *f = fopen(path, "w");
    if (f) { fputs(text, f); fclose(f); }
}

static int answers(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
    {
        if (strcmp(argv[i], "-v") == 0)
        {
            fprintf(stderr, "Target: fake-linux-gnu\nThread model: posix\ngcc version 1.2.3 (Fake 1.2.3-4) \n");
            return 1;
        }
        if (strcmp(argv[i], "-print-multi-lib") == 0)
        {
            puts(".;");
            return 1;
        }
        if (strncmp(argv[i], "-print-prog-name=", 17) == 0)
        {
            FILE *f = beside("unfinished", "r");
            FILE *other = beside("parts", "r"); /* the path of the program that it starts, where that is not itself */
            char path[4096];
            if (f) puts(argv[i] + 17);
            else puts(other && fgets(path, sizeof path, other) ? path : self);
            if (f) fclose(f);
            if (other) fclose(other);
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    char mode[256] = "copy";
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) self[n] = 0;

    FILE *f = beside("broken", "r");
    if (f) { if (fgets(mode, sizeof mode, f) && strncmp(mode, "hang", 4) == 0) for (;;) pause(); return 127; }
    if (answers(argc, argv)) return 0;

    f = beside("mode", "r");
    if (f) { if (!fgets(mode, sizeof mode, f)) mode[0] = 0; fclose(f); }

    if (strncmp(mode, "hang", 4) == 0) for (;;) pause();
    if (strncmp(mode, "ignore", 6) == 0) { f = object(argc, argv); fputs("ignored", f); fclose(f); return 0; }
    if (strncmp(mode, "flood", 5) == 0) for (;;) if (puts("0123456789012345678901234567890123456789012345678901234567890123456789") < 0) return 1;
    if (strncmp(mode, "fill", 4) == 0) { f = object(argc, argv); while (fputs("0123456789abcdef", f) >= 0) { } perror("fake"); return 1; }
    if (strncmp(mode, "outside", 7) == 0) { f = beside("outside", "w"); if (f) fclose(f); }
    if (strncmp(mode, "orphan", 6) == 0 && fork() == 0) for (;;) pause();

    if (strncmp(mode, "exit", 4) == 0) { copy_stdin(NULL); fputs("fake: error\n", stderr); return atoi(mode + 5); }
    if (strncmp(mode, "crash", 5) == 0) { copy_stdin(NULL); raise(SIGSEGV); }
    if (strncmp(mode, "silent", 6) == 0) { copy_stdin(NULL); return 0; }
    if (strncmp(mode, "eat", 3) == 0)
    {
        copy_stdin(NULL);
        for (;;) if (!malloc(1 << 30)) { fputs("cc1: out of memory allocating 1073741824 bytes\n", stderr); return 1; }
    }
    if (strncmp(mode, "env", 3) == 0)
    {
        copy_stdin(NULL);
        f = object(argc, argv);
        for (char **e = environ; *e; e++) fprintf(f, "%s\n", *e);
        return fclose(f) == 0 ? 0 : 1;
    }

    for (int i = 1; i + 1 < argc; i++)
        if (strncmp(mode, "beside", 6) == 0 && strcmp(argv[i], "-o") == 0) { leave(argv[i + 1], ".su", ".su"); leave(argv[i + 1], ".ci", ""); }

    f = object(argc, argv);
    copy_stdin(f);
    return f && fclose(f) == 0 ? 0 : 1;
}
