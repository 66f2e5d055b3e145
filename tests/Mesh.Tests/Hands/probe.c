/*
 * Stands where a compiler is called and tells what it was given, or misbehaves as told: the first argument says how.
 * Built by the tests that need it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void print_files(void)
{
    int fd;
    for (fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0) printf("%d\n", fd);
}

/* "pid\n" appears in FILE when the process is ready to be killed. */
static void announce(const char *file)
{
    FILE *f = fopen(file, "a");
    if (!f) exit(98);
    fprintf(f, "%ld\n", (long)getpid());
    fclose(f);
}

static void sleep_for_ever(void)
{
    for (;;) pause();
}

static void on_term(int signal_number)
{
    _exit(40 + signal_number);
}

static void flood(long bytes)
{
    static char line[64];
    long done, i = 0;
    for (done = 0; done < bytes; done += 32) {
        sprintf(line, "%031ld\n", i++);
        fwrite(line, 1, 32, stdout);
        fwrite(line, 1, 32, stderr);
    }
}

/* A line, and while its reader waits for more to gather, all the rest at once: it lies in the pipe when we have gone. */
static void fill(long bytes)
{
    char *lines = malloc((size_t)bytes + 1);
    long done, written = 0, i = 0;
    if (!lines) exit(97);
    for (done = 0; done < bytes; done += 32) sprintf(lines + done, "%031ld\n", i++);
    while (written < bytes) {
        ssize_t n = write(1, lines + written, written ? (size_t)(bytes - written) : 32);
        if (n <= 0) exit(96);
        if (!written) usleep(1000);
        written += n;
    }
    free(lines);
}

static int write_object(const char *file)
{
    FILE *f = fopen(file, "w");
    if (!f) return 1;
    fputs("local object", f);
    return fclose(f) != 0;
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    const char *value = argc > 2 ? argv[2] : "";
    char buffer[4096];
    size_t n;
    int i;
    if (!strcmp(mode, "exit")) return atoi(value);
    if (!strcmp(mode, "signal")) {
        kill(getpid(), atoi(value));
        sleep_for_ever();
    }
    if (!strcmp(mode, "ignores")) return signal(atoi(value), SIG_DFL) == SIG_IGN ? 50 : 51;
    if (!strcmp(mode, "args"))
        for (i = 0; i < argc; i++) fwrite(argv[i], 1, strlen(argv[i]) + 1, stdout);
    if (!strcmp(mode, "env"))
        for (i = 0; environ[i]; i++) fwrite(environ[i], 1, strlen(environ[i]) + 1, stdout);
    if (!strcmp(mode, "files")) print_files();
    if (!strcmp(mode, "flood")) flood(atol(value));
    if (!strcmp(mode, "fill")) {
        fill(atol(value));
        fputs(argc > 3 ? argv[3] : "", stderr);
    }
    if (!strcmp(mode, "copy"))
        while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0) fwrite(buffer, 1, n, stdout);
    if (!strcmp(mode, "say")) {
        fputs(value, stdout);
        fputs(argc > 3 ? argv[3] : "", stderr);
    }
    if (!strcmp(mode, "compile")) { /* compile OBJECT: what the local compiler would give */
        fputs("local warning\n", stderr);
        return write_object(value);
    }
    if (!strcmp(mode, "sleep")) {
        announce(value);
        sleep_for_ever();
    }
    if (!strcmp(mode, "family")) { /* a driver and its child, as gcc and cc1 */
        if (fork() == 0) {
            announce(value);
            sleep_for_ever();
        }
        announce(value);
        sleep_for_ever();
    }
    if (!strcmp(mode, "orphan")) { /* leaves a child that keeps the pipes open */
        if (fork() == 0) {
            announce(value);
            sleep_for_ever();
        }
        puts("parent done");
        return 0;
    }
    if (!strcmp(mode, "polite")) { /* ends on SIGTERM and SIGINT with a code of its own */
        signal(SIGTERM, on_term);
        signal(SIGINT, on_term);
        announce(value);
        sleep_for_ever();
    }
    if (!strcmp(mode, "stubborn")) {
        signal(SIGTERM, SIG_IGN);
        announce(value);
        sleep_for_ever();
    }
    if (!strcmp(mode, "spin"))
        for (;;) { }
    if (!strcmp(mode, "allocate")) {
        char *memory = malloc((size_t)atol(value));
        return memory ? 0 : 12;
    }
    if (!strcmp(mode, "where")) {
        printf("%s\n%s\nleads=%d\nnice=%d\nignored=%d\n", getcwd(buffer, sizeof buffer), getenv("TMPDIR") ? getenv("TMPDIR") : "",
               getsid(0) == getpgrp(), getpriority(PRIO_PROCESS, 0), signal(SIGCHLD, SIG_DFL) == SIG_IGN);
        fputs("to stderr\n", stderr);
    }
    return 0;
}
