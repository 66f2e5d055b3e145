/*
 * mesh-hands: the compiler wrapper. Linked under compilers' names early on PATH, it tells the node (the brain) on a Unix socket
 * what was called and does what the brain asks, as the user who called it, in that user's directory and root. Whatever goes
 * wrong, it becomes the real compiler. docs/HANDS.md specifies the conversation; its twin in C# is src/Mesh/Hands.
 *
 * It starts once per compile, so it is written for few system calls: C99 and POSIX, no library but libc, good to link static.
 * Single-threaded; memory is given back by exec or _exit.
 */
#define _GNU_SOURCE 1 /* struct ucred, vfork, wait4, ppoll */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#define HAVE_PPOLL 1
#else
#define HAVE_PPOLL 0 /* then we look at children often instead of being woken by SIGCHLD */
#endif

#ifndef MESH_SOURCE_HASH
#define MESH_SOURCE_HASH "unknown" /* `mesh wrap` sets it, to tell an up-to-date program from an old one */
#endif

#if defined(__GNUC__)
#define NORETURN __attribute__((noreturn))
#else
#define NORETURN
#endif

enum {
    PROTOCOL_VERSION = 1,
    MAX_FRAME = 8 * 1024 * 1024,  /* kind byte included; argv and environment of 2 MiB fit */
    CHUNK = 60 * 1024,            /* of a STDOUT frame: the whole frame fits a reader's 64 KiB buffer; a pipe holds no more either */
    MAX_RUNS = 16,                /* children at a time; a brain needs one or two */
    MAX_OUTPUTS = 64,             /* files of one compile: .o .d .dwo .gcno .su and the like */
    MAX_PRINTED = 32 * 1024 * 1024, /* of OUT and ERR, which wait for the end; a compiler's messages are kilobytes */
    MAX_DEPTH = 8,                /* wrappers calling each other; ccache behind us needs 2 */
    SEND_SECONDS = 10,            /* a node that takes no byte for 20 s hangs: a send that got rid of a part waits once more for the rest */
    FIRST_ANSWER_SECONDS = 5,     /* and so does one that says nothing to a call: it sends WAIT at once */
    KILL_MILLISECONDS = 500,      /* from SIGTERM, on which gcc removes its temporary files, to SIGKILL */
    GATHER_MILLISECONDS = 4,      /* a preprocessor writes 4 KiB at a time: taken one by one, each costs three programs a turn of the processor */
    PIPE_BYTES = 512 * 1024,      /* so that it need not wait for us meanwhile; where the system gives less, it waits */
    DRAIN_MILLISECONDS = 500,     /* without a byte, for a pipe that a grandchild keeps open after the child's end */

    EXIT_REQUIRED = 101,          /* the same numbers as in src/Mesh.Node/ExitCode.cs */
    EXIT_USAGE = 103,
    EXIT_DEPTH = 120,
    EXIT_CANNOT_RUN = 126,        /* these two are the shell's */
    EXIT_NOT_FOUND = 127
};

enum kind {
    CALL = 1, STDOUT = 2, STDERR = 3, EXITED = 4, STATS = 5, CONTENT = 6, DONE = 7,
    EXEC = 65, RUN, STAT, READ, WRITE, DATA, CLOSE, ADOPT, COMMIT, DISCARD, OUT, ERR, EXIT, KILL, WAIT
};

/* What the compiler does with an output that is there already, in WRITE's mode. Neither: an assembler, which fills an empty file and removes another. */
enum { FILLS = 0x10000, REPLACES = 0x20000 };

extern char **environ;

static int node = -1;          /* the socket, once it is connected */
static char **call_argv;       /* the command as typed, argv[0] first */

NORETURN static void go_local(const char *why);

/* ---- small things ------------------------------------------------------------------------------------------------------- */

static void *must(void *memory)
{
    static int again;
    if (memory) return memory;
    if (again++ || !call_argv) _exit(EXIT_CANNOT_RUN);
    go_local("out of memory");
}

static char *join(const char *a, const char *between, const char *b)
{
    size_t la = strlen(a), lm = strlen(between), lb = strlen(b);
    char *s = must(malloc(la + lm + lb + 1));
    memcpy(s, a, la);
    memcpy(s + la, between, lm);
    memcpy(s + la + lm, b, lb + 1);
    return s;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int is_on(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value && strcmp(value, "0") != 0;
}

/* Above 0, 1 and 2: where the caller closed those, our files must not take their places. */
static int above_stdio(int fd)
{
    int higher = fd;
    if (fd >= 0 && fd < 3) {
        higher = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        close(fd);
    }
    return higher;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static uint64_t mtime_ns(const struct stat *st)
{
#ifdef __APPLE__
    return (uint64_t)st->st_mtimespec.tv_sec * 1000000000u + (uint64_t)st->st_mtimespec.tv_nsec;
#else
    return (uint64_t)st->st_mtim.tv_sec * 1000000000u + (uint64_t)st->st_mtim.tv_nsec;
#endif
}

/* Retries what a signal or a full pipe cut short. Returns 0, or errno. */
static int write_all(int fd, const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EAGAIN) { /* make may have set its pipe to non-blocking */
            struct pollfd p = { fd, POLLOUT, 0 };
            poll(&p, 1, -1);
        } else if (n < 0 && errno != EINTR) {
            return errno;
        } else if (n > 0) {
            bytes += n;
            length -= (size_t)n;
        }
    }
    return 0;
}

/* ---- which compiler was called ------------------------------------------------------------------------------------------- */

static char *shown_argv0;      /* what the compiler gets as argv[0]: as typed where that has no slash, else the found path */
static char *found;            /* the real compiler: its path; NULL when there is none */
static char *found_real;       /* the same without symbolic links */
static struct stat found_stat;
static char *behind;           /* a masquerade directory on PATH, for messages */
static char *trimmed_path;     /* "PATH=..." without masquerade directories, so that nothing below comes back to us */
static struct stat self;
static int disguised;          /* argv[0] names no program: the compiler is the one whose link was executed */

static int is_self(const char *path, const struct stat *st, char **real)
{
    if (st->st_ino == self.st_ino && st->st_dev == self.st_dev && self.st_ino != 0) return 1;
    *real = realpath(path, NULL);
    return *real && strcmp(base_name(*real), "mesh-hands") == 0;
}

static int is_program(const char *path, struct stat *st)
{
    return stat(path, st) == 0 && S_ISREG(st->st_mode) && access(path, X_OK) == 0;
}

static int has_file(const char *directory, const char *name)
{
    struct stat st;
    char *path = join(directory, "/", name);
    int is = stat(path, &st) == 0;
    free(path);
    return is;
}

/*
 * Finds NAME on PATH, skipping ourselves, and trims PATH on the way. `after_us`: what stands before our own directory does not
 * count, for it is what called us (ccache before mesh calls DIR/gcc by its path and would be called again for ever).
 */
static void search(const char *name, int after_us)
{
    const char *path = getenv("PATH");
    const char *from = path ? path : "/usr/local/bin:/usr/bin:/bin";
    char *before = NULL;
    char *before_real = NULL;
    struct stat before_stat;
    char *to = trimmed_path = must(malloc(strlen(from) + 6));
    int first = 1;
    memset(&before_stat, 0, sizeof before_stat);
    memcpy(to, "PATH=", 6);
    to += 5;
    for (;;) {
        size_t length = strcspn(from, ":");
        char *directory = must(malloc(length + 2));
        struct stat st;
        char *candidate, *real = NULL;
        int masquerade = 0;
        memcpy(directory, length ? from : ".", length ? length : 1);
        directory[length ? length : 1] = 0;
        candidate = join(directory, "/", name);
        if (is_program(candidate, &st)) {
            if (is_self(candidate, &st, &real)) {
                masquerade = has_file(directory, "mesh-hands");
                behind = directory;
                if (after_us && found) {
                    if (!before) {
                        before = found;
                        before_real = found_real;
                        before_stat = found_stat;
                    }
                    found = NULL;
                }
            } else if (!found) {
                found = candidate;
                found_real = real;
                found_stat = st;
            }
        }
        if (!masquerade) { /* a directory that holds other programs too stays on PATH */
            if (!first) *to++ = ':';
            memcpy(to, from, length);
            to += length;
            first = 0;
        }
        from += length;
        if (!*from) break;
        from++;
    }
    *to = 0;
    if (!path) trimmed_path = NULL;
    if (!found && before) { /* our directory stands last on PATH: better the one before it than none */
        found = before;
        found_real = before_real;
        found_stat = before_stat;
    }
}

/* The name of the link that was executed; NULL where there is none or the system does not tell. */
static const char *executed_name(void)
{
#ifdef __linux__
    const char *path = (const char *)(uintptr_t)getauxval(AT_EXECFN);
    if (path && strncmp(base_name(path), "mesh-hands", 10) != 0) return base_name(path);
#endif
    return NULL;
}

/* Sets call_argv, found and what belongs to it. */
static void identify(char **argv, int prefix)
{
    const char *typed = argv[0];
    char *real = NULL;
    struct stat st;
    call_argv = argv;
    if (stat("/proc/self/exe", &self) != 0) memset(&self, 0, sizeof self); /* no /proc in a chroot: then names decide */
    search(base_name(typed), !prefix || strchr(typed, '/'));
    if (!found && !prefix && executed_name()) { /* `exec -a NAME gcc` */
        search(executed_name(), 1);
        disguised = found != NULL;
    }
    if (prefix && strchr(typed, '/')) {
        int is = is_program(typed, &st);
        if (!is || !is_self(typed, &st, &real)) { /* `mesh-hands /usr/bin/gcc`; `mesh-hands DIR/gcc` keeps what was found behind DIR */
            found = is ? argv[0] : NULL;
            found_real = real;
            found_stat = st;
        }
    }
    shown_argv0 = strchr(typed, '/') ? found : argv[0];
}

/* ---- becoming, or starting, a program ------------------------------------------------------------------------------------- */

static int depth(void)
{
    const char *value = getenv("MESH_DEPTH");
    return value ? atoi(value) : 0;
}

static int names_same(const char *a, const char *b)
{
    size_t n = strcspn(a, "=");
    return strncmp(a, b, n) == 0 && (b[n] == '=' || b[n] == 0);
}

/* The caller's environment, but for PATH, MESH_DEPTH and the brain's edits. */
static char **make_environment(char **edits)
{
    static char depth_text[32];
    size_t count = 0, edit_count = 0, kept = 0, i, k;
    char **made;
    while (environ[count]) count++;
    while (edits && edits[edit_count]) edit_count++;
    made = must(malloc((count + edit_count + 3) * sizeof *made));
    snprintf(depth_text, sizeof depth_text, "MESH_DEPTH=%d", depth() + 1);
    for (i = 0; i < count; i++) {
        char *variable = environ[i];
        if (trimmed_path && strncmp(variable, "PATH=", 5) == 0) variable = trimmed_path;
        if (strncmp(variable, "MESH_DEPTH=", 11) != 0) made[kept++] = variable;
    }
    made[kept++] = depth_text;
    for (k = 0; k < edit_count; k++) {
        size_t to = 0;
        for (i = 0; i < kept; i++)
            if (!names_same(edits[k], made[i])) made[to++] = made[i];
        kept = to;
        if (strchr(edits[k], '=')) made[kept++] = edits[k];
    }
    made[kept] = NULL;
    return made;
}

/* As execvp does: a file that the kernel does not know as a program is the shell's. Returns only on failure. */
static void exec_file(const char *file, char **argv, char **env)
{
    execve(file, argv, env);
    if (errno == ENOEXEC) {
        size_t count = 0;
        char **shell;
        while (argv[count]) count++;
        shell = malloc((count + 2) * sizeof *shell);
        if (!shell) return;
        shell[0] = (char *)(uintptr_t)"sh";
        shell[1] = (char *)(uintptr_t)file;
        memcpy(shell + 2, argv + (count ? 1 : 0), (count ? count : 1) * sizeof *shell);
        execve("/bin/sh", shell, env);
    }
}

/* The file that a command of the brain names: the compiler of the call by its typed name or "", a path, or a name on PATH. */
static const char *file_of(char **argv)
{
    char *saved_found = found, *saved_real = found_real, *saved_path = trimmed_path, *file;
    struct stat saved_stat = found_stat;
    if (!*argv[0] || strcmp(argv[0], call_argv[0]) == 0) {
        argv[0] = shown_argv0;
        return found;
    }
    if (strchr(argv[0], '/')) return argv[0];
    found = NULL;
    search(argv[0], 0);
    file = found;
    found = saved_found;
    found_real = saved_real;
    found_stat = saved_stat;
    trimmed_path = saved_path;
    return file ? file : argv[0];
}

NORETURN static void cannot_run(const char *name, int error)
{
    fprintf(stderr, "mesh: %s: %s\n", name, strerror(error));
    _exit(error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN);
}

NORETURN static void become_the_compiler(void)
{
    if (!found) {
        fprintf(stderr, "mesh: %s: no such compiler on PATH%s%s%s\n", base_name(call_argv[0]),
                behind ? " (behind " : "", behind ? behind : "", behind ? ")" : "");
        _exit(EXIT_NOT_FOUND);
    }
    call_argv[0] = shown_argv0;
    exec_file(found, call_argv, make_environment(NULL));
    cannot_run(found, errno);
}

/* ---- what must vanish with us: children and temporary files ---------------------------------------------------------------- */

struct run {
    volatile pid_t pid;    /* 0: slot unused, or the child is reaped */
    int used;
    uint32_t id;
    int pipe[2];           /* its stdout and stderr; -1 when drained */
    int status;
    int reaped;
    int64_t heard_at;      /* when it printed or ended, whichever came last */
    int64_t killed_at;
    int64_t gather_until;  /* its stdout is left to fill up to then, unless it ends */
    struct rusage usage;
};

struct output {
    char *temporary, *final;
    uint32_t way;                 /* FILLS, REPLACES or 0 */
    volatile sig_atomic_t exists; /* the temporary file may be there: remove it */
};

static struct run runs[MAX_RUNS];
static struct output outputs[MAX_OUTPUTS];
static volatile sig_atomic_t output_count;
static volatile pid_t held;   /* EXEC that holds a slot: signals are the child's */

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
enum { ENDING_SIGNALS = sizeof ending_signals / sizeof ending_signals[0] };
static struct sigaction before_ours[ENDING_SIGNALS], before_child, before_large;
static int caught[ENDING_SIGNALS], child_caught, large_ignored;
static sigset_t mask_before;
static volatile sig_atomic_t child_ended;

/* Only async-signal-safe calls: also runs in the signal handler. */
static void remove_temporaries(void)
{
    int i;
    for (i = 0; i < output_count; i++) {
        if (outputs[i].exists) unlink(outputs[i].temporary);
        outputs[i].exists = 0;
    }
}

/* SIGTERM, patience, SIGKILL; to the groups, for a compiler driver has children. Async-signal-safe too. */
static void end_children(void)
{
    const struct timespec tick = { 0, 5 * 1000000 };
    int i, left = 0, ticks;
    for (i = 0; i < MAX_RUNS; i++)
        if (runs[i].pid > 0) {
            kill(-runs[i].pid, SIGTERM);
            left++;
        }
    for (ticks = 0; left > 0 && ticks < KILL_MILLISECONDS / 5; ticks++) {
        for (i = 0; i < MAX_RUNS; i++)
            if (runs[i].pid > 0 && waitpid(runs[i].pid, NULL, WNOHANG) == runs[i].pid) {
                kill(-runs[i].pid, SIGKILL); /* the rest of its group */
                runs[i].pid = 0;
                left--;
            }
        if (left > 0) nanosleep(&tick, NULL);
    }
    for (i = 0; i < MAX_RUNS; i++)
        if (runs[i].pid > 0) {
            kill(-runs[i].pid, SIGKILL);
            waitpid(runs[i].pid, NULL, 0);
            runs[i].pid = 0;
        }
}

NORETURN static void die_of(int signal_number)
{
    const struct rlimit none = { 0, 0 };
    sigset_t all;
    setrlimit(RLIMIT_CORE, &none); /* the compiler has dumped its core already; ours would be in its place */
    signal(signal_number, SIG_DFL);
    kill(getpid(), signal_number);
    sigemptyset(&all);
    sigaddset(&all, signal_number);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    _exit(128 + signal_number);
}

static void on_ending_signal(int signal_number)
{
    int saved = errno;
    if (held > 0) {
        kill(held, signal_number);
        errno = saved;
        return;
    }
    end_children();
    remove_temporaries();
    die_of(signal_number);
}

static void on_child(int signal_number)
{
    (void)signal_number;
    child_ended = 1; /* and ppoll ends */
}

static void catch_signals(void)
{
    struct sigaction action;
    int i;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_ending_signal;
    action.sa_flags = SA_RESTART;
    for (i = 0; i < ENDING_SIGNALS; i++) sigaddset(&action.sa_mask, ending_signals[i]);
    for (i = 0; i < ENDING_SIGNALS; i++)
        if (sigaction(ending_signals[i], NULL, &before_ours[i]) == 0 && before_ours[i].sa_handler != SIG_IGN) /* nohup */
            caught[i] = sigaction(ending_signals[i], &action, NULL) == 0;
    action.sa_handler = SIG_IGN; /* beyond `ulimit -f`: then writing an output fails, and the compiler shows what it makes of that */
    large_ignored = sigaction(SIGXFSZ, &action, &before_large) == 0;
}

/* SIGCHLD is let in only while ppoll waits, so none is missed. Also ends an inherited "ignore", with which waiting would fail. */
static void catch_children(void)
{
    struct sigaction action;
    sigset_t child;
    if (child_caught) return;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &mask_before);
    child_caught = sigaction(SIGCHLD, &action, &before_child) == 0;
}

/* As the caller had them. In a child before exec, and in us before we become the compiler. */
static void restore_signals(void)
{
    int i;
    for (i = 0; i < ENDING_SIGNALS; i++)
        if (caught[i]) sigaction(ending_signals[i], &before_ours[i], NULL);
    if (large_ignored) sigaction(SIGXFSZ, &before_large, NULL);
    if (child_caught) {
        sigaction(SIGCHLD, &before_child, NULL);
        sigprocmask(SIG_SETMASK, &mask_before, NULL);
    }
}

/*
 * Starts a child without copying our pages. With pipes: its own process group, input /dev/null. Without: everything inherited,
 * for it stands in our place. catch_children comes first. Returns 0, or the errno of what failed.
 */
static int start(const char *file, char **argv, char **env, const int *pipes, volatile pid_t *started)
{
    volatile int error = 0; /* the child shares our memory until it execs */
    sigset_t all, mask;
    pid_t pid;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &mask); /* no handler of ours in the child, none here between vfork and *started */
    pid = vfork();
    if (pid == 0) {
#ifdef PR_SET_PDEATHSIG
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* where we are killed without a word */
#endif
        if (pipes) {
            int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
            setpgid(0, 0);
            if (null < 0 || dup2(null, 0) < 0 || dup2(pipes[0], 1) < 0 || dup2(pipes[1], 2) < 0) {
                error = errno;
                _exit(EXIT_NOT_FOUND);
            }
            if (null == 0) fcntl(0, F_SETFD, 0);
        }
        restore_signals();
        exec_file(file, argv, env);
        error = errno;
        _exit(EXIT_NOT_FOUND);
    }
    if (pid < 0) error = errno;
    else if (error) waitpid(pid, NULL, 0);
    else *started = pid;
    sigprocmask(SIG_SETMASK, &mask, NULL);
    return error;
}

/* From here on nothing of the mesh is left but the compiler. */
static void let_go(void)
{
    end_children();
    remove_temporaries();
    if (node >= 0) close(node);
    node = -1;
}

NORETURN static void go_local(const char *why)
{
    let_go();
    restore_signals();
    if (is_on("MESH_REQUIRE")) {
        fprintf(stderr, "mesh: %s: %s, and MESH_REQUIRE forbids to compile here\n", base_name(call_argv[0]), why);
        _exit(EXIT_REQUIRED);
    }
    become_the_compiler();
}

/* ---- frames ---------------------------------------------------------------------------------------------------------------- */

/* A frame being built; the length is patched when it is sent. */
struct frame {
    unsigned char *bytes;
    size_t length, room;
};

static unsigned char *reserve(struct frame *f, size_t count)
{
    if (f->room - f->length < count) {
        f->room = f->room * 2 > f->length + count ? f->room * 2 : f->length + count;
        f->bytes = must(realloc(f->bytes, f->room));
    }
    f->length += count;
    return f->bytes + f->length - count;
}

static void set_u32(unsigned char *at, uint32_t value)
{
    at[0] = (unsigned char)(value >> 24);
    at[1] = (unsigned char)(value >> 16);
    at[2] = (unsigned char)(value >> 8);
    at[3] = (unsigned char)value;
}

static void put_u8(struct frame *f, unsigned value) { *reserve(f, 1) = (unsigned char)value; }
static void put_u32(struct frame *f, uint32_t value) { set_u32(reserve(f, 4), value); }

static void put_u64(struct frame *f, uint64_t value)
{
    put_u32(f, (uint32_t)(value >> 32));
    put_u32(f, (uint32_t)value);
}

static void put_str(struct frame *f, const char *s)
{
    size_t length = strlen(s);
    put_u32(f, (uint32_t)length);
    memcpy(reserve(f, length), s, length);
}

static void begin(struct frame *f, enum kind kind, size_t room)
{
    f->bytes = must(malloc(room + 5));
    f->room = room + 5;
    f->length = 0;
    put_u32(f, 0);
    put_u8(f, kind);
}

static void send_bytes(unsigned char *bytes, size_t length)
{
    set_u32(bytes, (uint32_t)(length - 4));
    while (length > 0) {
#ifdef MSG_NOSIGNAL
        ssize_t n = send(node, bytes, length, MSG_NOSIGNAL);
#else
        ssize_t n = send(node, bytes, length, 0); /* SO_NOSIGPIPE was set where it exists */
#endif
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) go_local("the node takes no more of the conversation"); /* gone, or hung */
        bytes += n;
        length -= (size_t)n;
    }
}

static void send_frame(struct frame *f)
{
    if (f->length - 4 > MAX_FRAME) go_local("the command is too long for a frame");
    send_bytes(f->bytes, f->length);
    free(f->bytes);
}

static void send_done(int error, const char *what)
{
    struct frame f;
    char *message = error ? join(what ? what : "", ": ", strerror(error)) : join("", "", "");
    begin(&f, DONE, 256);
    put_u8(&f, error == 0);
    put_u32(&f, (uint32_t)error);
    put_str(&f, message);
    send_frame(&f);
    free(message);
}

/* A frame being read: nothing is taken that is not there, the first wrong field spoils the rest. */
struct body {
    const unsigned char *at, *end;
    int bad;
};

static uint32_t get_u32(struct body *b)
{
    uint32_t value;
    if (b->end - b->at < 4) {
        b->bad = 1;
        return 0;
    }
    value = (uint32_t)b->at[0] << 24 | (uint32_t)b->at[1] << 16 | (uint32_t)b->at[2] << 8 | b->at[3];
    b->at += 4;
    return value;
}

static uint64_t get_u64(struct body *b)
{
    uint64_t high = get_u32(b);
    return high << 32 | get_u32(b);
}

static unsigned get_u8(struct body *b)
{
    if (b->at < b->end) return *b->at++;
    b->bad = 1;
    return 0;
}

/* Copies to `to` when it is not NULL, else to new memory. */
static char *get_str(struct body *b, char *to)
{
    uint32_t length = get_u32(b);
    if (b->bad || length > (size_t)(b->end - b->at) || memchr(b->at, 0, length)) {
        b->bad = 1;
        return NULL;
    }
    if (!to) to = must(malloc((size_t)length + 1));
    memcpy(to, b->at, length);
    to[length] = 0;
    b->at += length;
    return to;
}

/* NULL-terminated; one piece of memory for pointers and strings. */
static char **get_list(struct body *b)
{
    uint32_t count = get_u32(b), i;
    size_t rest = (size_t)(b->end - b->at);
    char **list, *text;
    if (b->bad || count > rest / 4) {
        b->bad = 1;
        return NULL;
    }
    list = must(malloc((count + 1u) * sizeof *list + rest)); /* a 0 at the end of a string costs less than its length did */
    text = (char *)(list + count + 1);
    for (i = 0; i < count && !b->bad; i++) {
        list[i] = get_str(b, text);
        if (list[i]) text += strlen(text) + 1;
    }
    list[i] = NULL;
    return list;
}

/* Before anything is done: every field was there, and nothing after the last. */
static void check(const struct body *b)
{
    if (b->bad || b->at != b->end) go_local("the node sent a broken frame");
}

/* ---- what the brain asks for ------------------------------------------------------------------------------------------------ */

static struct frame printed;     /* OUT and ERR: u8 stream | u32 length | bytes, and again; kept so that EXEC is possible to the end */
static int output_error;         /* the first thing that went wrong with an output, for COMMIT */
static char *output_problem;
static int writing = -1;         /* the file between WRITE and CLOSE */
static int64_t deadline;         /* when silence means a hung node; 0: never */
static uint32_t patience;        /* what WAIT said: seconds that may pass between frames; 0: any number */

static void output_failed(int error, const char *path)
{
    if (output_error) return;
    output_error = error ? error : EIO;
    output_problem = join(path, "", "");
}

/* A pipe whose reader has gone. A compiler dies of what it says into it, or fails; and takes its output along. */
static int has_no_reader(int stream)
{
    struct pollfd p = { stream, POLLOUT, 0 };
    return poll(&p, 1, 0) == 1 && (p.revents & POLLERR) != 0;
}

static void print(int stream, struct body *b)
{
    size_t length = (size_t)(b->end - b->at);
    if (printed.length + length > MAX_PRINTED) go_local("the node sends endless output");
    put_u8(&printed, (unsigned)stream);
    put_u32(&printed, (uint32_t)length);
    if (length) memcpy(reserve(&printed, length), b->at, length);
    if (length && has_no_reader(stream)) output_failed(EPIPE, stream == 1 ? "standard output" : "standard error");
    b->at = b->end;
}

NORETURN static void finish(uint32_t code)
{
    struct body b = { printed.bytes, printed.bytes + printed.length, 0 };
    let_go();
    restore_signals();
    while (b.at < b.end) {
        int stream = (int)get_u8(&b);
        uint32_t length = get_u32(&b);
        write_all(stream, b.at, length); /* as the compiler: no message where there is nowhere to print it */
        b.at += length;
    }
    _exit((int)(code & 255));
}

/*
 * Whether the compiler would make the same of `path` as renaming over it does. Not where it is a device, a pipe, a directory or
 * a link, nor where the compiler could not or would not replace it. What it fills in place keeps its mode.
 */
static int is_replaceable(const char *path, uint32_t way, int *keeps)
{
    struct stat st;
    *keeps = -1;
    if (lstat(path, &st) != 0) {
        if (errno == ENOENT) return 1;
    } else if (!S_ISREG(st.st_mode)) {
        errno = EEXIST;
    } else if (access(path, W_OK) == 0) {
        if ((way & REPLACES) || (st.st_size != 0 && !(way & FILLS))) return 1;
        if (st.st_nlink == 1 && st.st_uid == geteuid()) {
            *keeps = (int)(st.st_mode & 07777);
            return 1;
        }
        errno = EEXIST;
    }
    output_failed(errno, path);
    return 0;
}

/* The handler may look at the list at any moment: an entry is complete before it counts. */
static struct output *add_output(char *temporary, char *final, uint32_t way)
{
    struct output *o = &outputs[output_count];
    if (output_count == MAX_OUTPUTS) go_local("the node writes too many files");
    o->temporary = temporary;
    o->final = final;
    o->way = way;
    o->exists = 1;
    output_count = output_count + 1;
    return o;
}

static void close_output(void)
{
    if (writing >= 0 && close(writing) != 0) output_failed(errno, outputs[output_count - 1].final); /* NFS and quotas tell here */
    writing = -1;
}

static void begin_output(char *final, uint32_t mode)
{
    const char *base = base_name(final);
    char *temporary = must(malloc((size_t)(base - final) + 64));
    int keeps;
    unsigned attempt;
    close_output();
    if (output_error || !is_replaceable(final, mode, &keeps)) return;
    memcpy(temporary, final, (size_t)(base - final));
    for (attempt = 0; attempt < 100 && writing < 0; attempt++) {
        struct output *o;
        /* short: the final name may use all of NAME_MAX; the pid may be another container's, so O_EXCL decides */
        snprintf(temporary + (base - final), 64, ".mesh-%ld-%d-%u", (long)getpid(), (int)output_count, attempt);
        o = add_output(temporary, final, mode);
        writing = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777);
        if (writing < 0) {
            o->exists = 0;
            output_count = output_count - 1;
            if (errno != EEXIST) break;
        }
    }
    if (writing < 0) output_failed(errno, final);
    else if (keeps >= 0 && fchmod(writing, (mode_t)keeps) != 0) output_failed(errno, final);
}

static void append_output(struct body *b)
{
    int error;
    const unsigned char *bytes = b->at;
    b->at = b->end;
    if (writing < 0) return; /* its error waits for COMMIT */
    error = write_all(writing, bytes, (size_t)(b->end - bytes));
    if (error) {
        output_failed(error, outputs[output_count - 1].final);
        close_output();
        remove_temporaries(); /* now: on a full disk the local compile needs the room */
    }
}

static void adopt_output(char *temporary, char *final)
{
    int keeps;
    close_output();
    add_output(temporary, final, FILLS); /* first, so that it is removed whatever happens */
    is_replaceable(final, FILLS, &keeps);
}

static void forget_outputs(void)
{
    close_output();
    remove_temporaries();
    output_count = 0;
    output_error = 0;
}

/* All or none: where a rename fails, those before it are taken back, as a compiler removes the outputs of a failed run. */
static int commit_outputs(void)
{
    int i, k;
    int keeps;
    close_output();
    for (i = 0; i < output_count && !output_error; i++)
        if (is_replaceable(outputs[i].final, outputs[i].way, &keeps) && keeps >= 0 && chmod(outputs[i].temporary, (mode_t)keeps) != 0)
            output_failed(errno, outputs[i].final);
    for (i = 0; i < output_count && !output_error; i++) {
        if (rename(outputs[i].temporary, outputs[i].final) == 0) {
            outputs[i].exists = 0;
        } else {
            output_failed(errno, outputs[i].final);
            for (k = 0; k < i; k++) unlink(outputs[k].final);
        }
    }
    return output_error;
}

static void commit(int then_exit, uint32_t code)
{
    int error = commit_outputs();
    char *problem = output_problem;
    forget_outputs();
    send_done(error, problem);
    if (!error && then_exit) finish(code);
}

/* Ends as the child in our place ends. */
NORETURN static void end_as(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) != pid)
        if (errno != EINTR) _exit(EXIT_CANNOT_RUN);
    if (WIFSIGNALED(status)) {
        held = 0;
        die_of(WTERMSIG(status));
    }
    _exit(WEXITSTATUS(status));
}

/*
 * EXEC: stand aside for the compiler. Holding, we wait for it, and the open socket tells the brain that it still runs. Where no child can be
 * had (no process, no memory left), the compiler gets our own process, as it would without us.
 */
NORETURN static void exec_command(int hold, char **argv, char **edits)
{
    const char *file;
    char **env;
    if (!argv[0]) {
        argv = call_argv;
        argv[0] = shown_argv0;
        file = found;
    } else {
        file = file_of(argv);
    }
    env = make_environment(edits);
    end_children();
    remove_temporaries();
    if (hold) {
        catch_children(); /* for an inherited "ignore" */
        if (start(file, argv, env, NULL, &held) == 0) end_as(held);
    }
    let_go();
    restore_signals();
    exec_file(file, argv, env);
    cannot_run(file, errno);
}

/* Bytes of a STDOUT or STDERR frame lie at chunk + 9 already. */
static unsigned char chunk[9 + CHUNK];

static void send_output(struct run *r, int stream, size_t length)
{
    chunk[4] = stream ? STDERR : STDOUT;
    set_u32(chunk + 5, r->id);
    send_bytes(chunk, 9 + length);
}

static void send_exited(struct run *r)
{
    struct frame f;
    begin(&f, EXITED, 32);
    put_u32(&f, r->id);
    put_u32(&f, WIFEXITED(r->status) ? (uint32_t)WEXITSTATUS(r->status) : 128u + (uint32_t)WTERMSIG(r->status));
    put_u32(&f, WIFSIGNALED(r->status) ? (uint32_t)WTERMSIG(r->status) : 0);
    put_u64(&f, (uint64_t)r->usage.ru_utime.tv_sec * 1000000u + (uint64_t)r->usage.ru_utime.tv_usec);
    put_u64(&f, (uint64_t)r->usage.ru_stime.tv_sec * 1000000u + (uint64_t)r->usage.ru_stime.tv_usec);
    send_frame(&f);
    r->used = 0;
}

static void run_command(uint32_t id, char **argv, char **edits)
{
    struct run *r = NULL;
    int out[2] = { -1, -1 }, err[2] = { -1, -1 }, i, error = 0;
    const char *file;
    if (!argv[0]) go_local("the node sent a broken frame");
    for (i = 0; i < MAX_RUNS; i++)
        if (!runs[i].used) r = &runs[i];
        else if (runs[i].id == id) go_local("the node runs two commands under one number");
    if (!r) go_local("the node runs too many commands");
    memset(r, 0, sizeof *r);
    r->used = 1;
    r->id = id;
    catch_children();
    file = file_of(argv);
    if (pipe(out) != 0 || pipe(err) != 0) error = errno;
    for (i = 0; i < 2; i++) {
        out[i] = above_stdio(out[i]);
        err[i] = above_stdio(err[i]);
        fcntl(out[i], F_SETFD, FD_CLOEXEC);
        fcntl(err[i], F_SETFD, FD_CLOEXEC);
    }
#ifdef F_SETPIPE_SZ
    fcntl(out[1], F_SETPIPE_SZ, PIPE_BYTES);
#endif
    if (!error) {
        char **env = make_environment(edits);
        int ends[2];
        ends[0] = out[1];
        ends[1] = err[1];
        error = start(file, argv, env, ends, &r->pid);
        free(env);
    }
    close(out[1]);
    close(err[1]);
    r->pipe[0] = out[0];
    r->pipe[1] = err[0];
    if (error) { /* as if a shell had been asked */
        snprintf((char *)chunk + 9, CHUNK, "%s: %s", file, strerror(error));
        send_output(r, 1, strlen((char *)chunk + 9));
        close(out[0]);
        close(err[0]);
        r->status = (error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN) << 8;
        send_exited(r);
    }
}

static void kill_run(uint32_t id)
{
    int i;
    for (i = 0; i < MAX_RUNS; i++)
        if (runs[i].used && runs[i].id == id && !runs[i].killed_at) {
            if (runs[i].pid > 0) kill(-runs[i].pid, SIGTERM);
            runs[i].killed_at = now_ms();
        }
}

static void send_stats(struct body *b)
{
    struct frame f;
    uint32_t count = get_u32(b), i;
    if (count > (size_t)(b->end - b->at) / 4) b->bad = 1;
    if (b->bad) return;
    begin(&f, STATS, 4 + (size_t)count * 21);
    put_u32(&f, count);
    for (i = 0; i < count; i++) {
        struct stat st;
        char *path = get_str(b, NULL);
        int is = path && stat(path, &st) == 0;
        free(path);
        if (!is) memset(&st, 0, sizeof st);
        put_u8(&f, !is ? 0 : S_ISREG(st.st_mode) ? 1 : S_ISDIR(st.st_mode) ? 2 : 3);
        put_u32(&f, (uint32_t)st.st_mode & 07777);
        put_u64(&f, (uint64_t)st.st_size);
        put_u64(&f, mtime_ns(&st));
    }
    check(b);
    send_frame(&f);
}

static void send_content(const char *path, uint64_t most)
{
    struct frame f;
    struct stat st;
    size_t size = 0, got = 0;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); /* a pipe must not block us */
    int ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size <= most && st.st_size <= MAX_FRAME - 2;
    if (ok) size = (size_t)st.st_size;
    begin(&f, CONTENT, 1 + size);
    put_u8(&f, (unsigned)ok);
    reserve(&f, size);
    while (ok && got < size) {
        ssize_t n = read(fd, f.bytes + 6 + got, size - got);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        got += (size_t)n;
    }
    if (ok && got != size) f.bytes[5] = 0; /* it shrank, or the disk is bad */
    if (!f.bytes[5]) f.length = 6;
    if (fd >= 0) close(fd);
    send_frame(&f);
}

static void obey(enum kind kind, struct body *b)
{
    char **argv, **edits, *path, *other;
    uint64_t number;
    uint32_t id;
    unsigned flag;
    switch (kind) {
    case EXEC:
        flag = get_u8(b);
        argv = get_list(b);
        edits = get_list(b);
        check(b);
        exec_command((int)flag, argv, edits);
    case RUN:
        id = get_u32(b);
        argv = get_list(b);
        edits = get_list(b);
        check(b);
        run_command(id, argv, edits);
        free(argv);
        free(edits);
        break;
    case STAT: send_stats(b); break;
    case READ:
        path = get_str(b, NULL);
        number = get_u64(b);
        check(b);
        send_content(path, number);
        free(path);
        break;
    case WRITE:
        path = get_str(b, NULL);
        number = get_u32(b);
        check(b);
        begin_output(path, (uint32_t)number);
        break;
    case DATA: append_output(b); break;
    case CLOSE:
        check(b);
        close_output();
        break;
    case ADOPT:
        path = get_str(b, NULL);
        other = get_str(b, NULL);
        check(b);
        adopt_output(path, other);
        break;
    case COMMIT:
        flag = get_u8(b);
        id = get_u32(b);
        check(b);
        commit((int)flag, id);
        break;
    case DISCARD:
        check(b);
        forget_outputs();
        printed.length = 0;
        send_done(0, NULL);
        break;
    case OUT: print(1, b); break;
    case ERR: print(2, b); break;
    case EXIT:
        id = get_u32(b);
        check(b);
        finish(id);
    case KILL:
        id = get_u32(b);
        check(b);
        kill_run(id);
        break;
    case WAIT:
        id = get_u32(b);
        check(b);
        patience = id;
        break;
    default: go_local("the node sent a frame of unknown kind");
    }
    check(b);
}

/* ---- the conversation -------------------------------------------------------------------------------------------------------- */

static unsigned char *received;  /* grows with what arrives, never with what is announced */
static size_t received_from, received_to, received_room;

/* Obeys every whole frame that is there. */
static void obey_received(void)
{
    while (received_to - received_from >= 4) {
        struct body b = { received + received_from, received + received_to, 0 };
        uint32_t length = get_u32(&b);
        if (length < 1 || length > MAX_FRAME) go_local("the node sent a frame of impossible length");
        if ((size_t)(b.end - b.at) < length) break;
        b.end = b.at + length;
        received_from += 4 + (size_t)length;
        obey((enum kind)get_u8(&b), &b);
        deadline = patience ? now_ms() + (int64_t)patience * 1000 : 0;
    }
    memmove(received, received + received_from, received_to - received_from);
    received_to -= received_from;
    received_from = 0;
}

static void receive(void)
{
    ssize_t n;
    if (received_to == received_room) {
        received_room = received_room ? received_room * 2 : 64 * 1024;
        received = must(realloc(received, received_room));
    }
    n = recv(node, received + received_to, received_room - received_to, 0);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (n <= 0) go_local("the node went away");
    received_to += (size_t)n;
    obey_received();
}

static void drain(struct run *r, int stream)
{
    ssize_t n = read(r->pipe[stream], chunk + 9, CHUNK);
    if (n > 0) {
        send_output(r, stream, (size_t)n);
        r->heard_at = now_ms(); /* and not before: a slow node may have taken its time */
        if (n < CHUNK && stream == 0) r->gather_until = now_ms() + GATHER_MILLISECONDS;
    } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
        close(r->pipe[stream]);
        r->pipe[stream] = -1;
    }
}

/* The pid is forgotten before anyone else can get it: the handler must not kill a stranger. */
static void reap(struct run *r)
{
    sigset_t all, mask;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &mask);
    if (r->pid > 0 && wait4(r->pid, &r->status, WNOHANG, &r->usage) == r->pid) {
        r->pid = 0;
        r->reaped = 1;
        r->heard_at = now_ms();
    }
    sigprocmask(SIG_SETMASK, &mask, NULL);
}

/*
 * A grandchild may keep a pipe open, but not for ever. What still lies in the pipe is the child's own, and is never lost however slow the
 * node takes it, unless it killed the run: a grandchild may also print for ever.
 */
static void close_silent(struct run *r)
{
    int k;
    if (!r->killed_at && now_ms() - r->heard_at < DRAIN_MILLISECONDS) return;
    for (k = 0; k < 2; k++) {
        struct pollfd p = { r->pipe[k], POLLIN, 0 };
        if (r->pipe[k] < 0 || (!r->killed_at && poll(&p, 1, 0) != 0)) continue;
        close(r->pipe[k]);
        r->pipe[k] = -1;
    }
}

/* Reaps and reports; returns how many milliseconds may pass until it must look again, -1 for any number. */
static int tend_children(void)
{
    int i, wait = -1, look = !HAVE_PPOLL || child_ended;
    child_ended = 0;
    for (i = 0; i < MAX_RUNS; i++) {
        struct run *r = &runs[i];
        if (!r->used) continue;
        if (look) reap(r);
        if (r->reaped) close_silent(r);
        if (r->reaped && r->pipe[0] < 0 && r->pipe[1] < 0) send_exited(r);
        else if (r->reaped || r->killed_at) wait = 50;
        if (r->pid > 0 && r->killed_at && now_ms() - r->killed_at >= KILL_MILLISECONDS) kill(-r->pid, SIGKILL);
    }
    return wait;
}

static int wait_for_anything(struct pollfd *fds, nfds_t count, int milliseconds)
{
#if HAVE_PPOLL
    struct timespec t;
    sigset_t mask;
    t.tv_sec = milliseconds / 1000;
    t.tv_nsec = (long)(milliseconds % 1000) * 1000000;
    if (!child_caught) return poll(fds, count, milliseconds);
    sigprocmask(SIG_SETMASK, NULL, &mask);
    sigdelset(&mask, SIGCHLD);
    return ppoll(fds, count, milliseconds < 0 ? NULL : &t, &mask);
#else
    return poll(fds, count, child_caught ? 2 : milliseconds); /* no ppoll: look often while a child runs */
#endif
}

NORETURN static void converse(void)
{
    for (;;) {
        struct pollfd fds[1 + 2 * MAX_RUNS];
        struct run *of[1 + 2 * MAX_RUNS];
        nfds_t count = 1, i;
        int k, stream, ready, running = 0, silent = 0, wait = tend_children();
        int64_t now = now_ms();
        fds[0].fd = node;
        fds[0].events = POLLIN;
        for (k = 0; k < MAX_RUNS; k++) running |= runs[k].used;
        for (k = 0; k < MAX_RUNS; k++)
            for (stream = 0; stream < 2 && runs[k].used; stream++)
                if (stream == 0 && runs[k].pipe[0] >= 0 && runs[k].gather_until > now && !runs[k].reaped) {
                    int left = (int)(runs[k].gather_until - now);
                    if (wait < 0 || left < wait) wait = left;
                } else if (runs[k].pipe[stream] >= 0) {
                    fds[count].fd = runs[k].pipe[stream];
                    fds[count].events = POLLIN;
                    of[count++] = &runs[k];
                }
        if (deadline > 0 && running) { /* it is the node that waits */
            deadline = now_ms() + (int64_t)patience * 1000;
        } else if (deadline > 0) {
            int64_t left = deadline - now_ms();
            silent = left <= 0; /* unless it has spoken meanwhile, and it is us who were stopped */
            if (silent) wait = 0;
            else if (wait < 0 || left < wait) wait = (int)(left < 60000 ? left : 60000);
        }
        ready = wait_for_anything(fds, count, wait);
        if (ready == 0 && silent) go_local("the node is silent");
        if (ready <= 0) continue;
        for (i = 1; i < count; i++)
            if (fds[i].revents) drain(of[i], fds[i].fd == of[i]->pipe[1]);
        if (fds[0].revents) receive();
    }
}

static int dial_at(const char *path)
{
    const struct timeval most = { SEND_SECONDS, 0 };
    struct sockaddr_un address;
    int fd;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address.sun_path) return -1;
    strcpy(address.sun_path, path);
#ifdef SOCK_CLOEXEC
    fd = above_stdio(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
#else
    fd = above_stdio(socket(AF_UNIX, SOCK_STREAM, 0));
    fcntl(fd, F_SETFD, FD_CLOEXEC);
#endif
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most); /* also bounds connect to a node that accepts no more */
#ifdef SO_NOSIGPIPE
    setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &(int){ 1 }, sizeof(int));
#endif
    while (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        if (errno != EINTR) {
            close(fd);
            return -1;
        }
    return fd;
}

static int dial(void)
{
    const char *given = getenv("MESH_SOCKET"), *runtime = getenv("XDG_RUNTIME_DIR");
    int fd = -1;
    if (given && *given) return dial_at(given);
    if (runtime && *runtime) {
        char *path = join(runtime, "/", "mesh/mesh.sock");
        fd = dial_at(path);
        free(path);
    }
    return fd >= 0 ? fd : dial_at("/run/mesh/mesh.sock");
}

/* A stranger's node could make us write files of its choice as our user. */
static int is_trusted(int fd)
{
#ifdef SO_PEERCRED
    struct ucred peer;
    socklen_t length = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && (peer.uid == 0 || peer.uid == geteuid());
#else
    uid_t uid;
    gid_t gid;
    return getpeereid(fd, &uid, &gid) == 0 && (uid == 0 || uid == geteuid());
#endif
}

/* The environment that changes what a compile gives or says. */
static int matters(const char *variable)
{
    static const char *const names[] = {
        "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH", "COMPILER_PATH", "LIBRARY_PATH", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
        "OBJC_INCLUDE_PATH", "DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES", "TMPDIR", "TERM", "TERM_URLS", "NO_COLOR", "CLICOLOR_FORCE",
        "CXX_MODULE_MAPPER", "EXPERIMENTAL_SARIF_SOCKET"
    };
    static const char *const prefixes[] = { "LC_", "GCC_", "CLANG_", "CC_PRINT_", "CC_LOG_", "CCC_", "CCACHE_", "MESH_" };
    size_t i, length = strcspn(variable, "=");
    if (!strchr("LSCODTNGME", variable[0])) return 0; /* most are none of these */
    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == length && memcmp(variable, names[i], length) == 0) return 1;
    for (i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strncmp(variable, prefixes[i], strlen(prefixes[i])) == 0) return 1;
    return 0;
}

static void send_call(const char *cwd)
{
    struct frame f;
    mode_t mask = umask(0);
    uint32_t count = 0, i;
    char *absolute = found[0] == '/' ? found : join(cwd, "/", found);
    umask(mask);
    begin(&f, CALL, 16 * 1024);
    put_u32(&f, PROTOCOL_VERSION);
    put_u8(&f, (isatty(1) ? 1u : 0u) | (isatty(2) ? 2u : 0u) | (is_on("MESH_REQUIRE") ? 4u : 0u));
    put_u32(&f, (uint32_t)mask);
    put_str(&f, cwd);
    put_str(&f, absolute);
    put_str(&f, found_real ? found_real : absolute);
    put_u64(&f, (uint64_t)found_stat.st_dev);
    put_u64(&f, (uint64_t)found_stat.st_ino);
    put_u64(&f, (uint64_t)found_stat.st_size);
    put_u64(&f, mtime_ns(&found_stat));
    while (call_argv[count]) count++;
    put_u32(&f, count);
    for (i = 0; i < count; i++) put_str(&f, call_argv[i]);
    for (count = 0, i = 0; environ[i]; i++) count += (uint32_t)matters(environ[i]);
    put_u32(&f, count);
    for (i = 0; environ[i]; i++)
        if (matters(environ[i])) put_str(&f, environ[i]);
    send_frame(&f);
}

/*
 * ccache behind us is asked first, and comes back for what it does not have: `CCACHE_PREFIX PROGRAM ARGUMENTS...`. That way it hashes the
 * real compiler, not us. It splits the prefix at spaces.
 */
static void let_ccache_call_us(void)
{
    char *me;
    if (!found_real || strcmp(base_name(found_real), "ccache") != 0 || getenv("CCACHE_PREFIX")) return;
    me = realpath("/proc/self/exe", NULL);
    if (me && !strchr(me, ' ')) setenv("CCACHE_PREFIX", me, 1);
    become_the_compiler();
}

/* As compilers call it in debug information: what $PWD says, which may lead through a link, where that is this directory. */
static const char *current_directory(char *buffer, size_t room)
{
    const char *pwd = getenv("PWD");
    struct stat named, here;
    if (pwd && pwd[0] == '/' && stat(pwd, &named) == 0 && stat(".", &here) == 0 && named.st_dev == here.st_dev && named.st_ino == here.st_ino)
        return pwd;
    return getcwd(buffer, room);
}

/* A compiler ends badly that cannot print, which /dev/full sees to. */
static int prints_to_a_device(void)
{
    struct stat there, null;
    return fstat(2, &there) == 0 && S_ISCHR(there.st_mode) && !isatty(2) && !(stat("/dev/null", &null) == 0 && null.st_rdev == there.st_rdev);
}

NORETURN static void wrap(char **argv, int prefix)
{
    char room[PATH_MAX];
    const char *cwd;
    identify(argv, prefix);
    if (depth() >= MAX_DEPTH) {
        fprintf(stderr, "mesh: %s: called through mesh %d times over; does %s call %s again?\n", base_name(argv[0]), MAX_DEPTH,
                found ? found : "something on PATH", argv[0]);
        _exit(EXIT_DEPTH);
    }
    if (!found || is_on("MESH_LOCAL")) become_the_compiler();
    if (disguised) go_local("argv[0] does not name the compiler"); /* and may choose its language: clang looks at it */
    if (fcntl(STDERR_FILENO, F_GETFD) < 0) go_local("the standard error is closed"); /* a compiler fails that has a word to say, and cannot */
    if (prints_to_a_device()) go_local("the messages go to a device");
    let_ccache_call_us();
    node = dial();
    if (node < 0) go_local("no node answers");
    if (!is_trusted(node)) go_local("the node is another user's");
    if (!(cwd = current_directory(room, sizeof room))) go_local("the current directory is gone");
    catch_signals();
    send_call(cwd);
    deadline = now_ms() + FIRST_ANSWER_SECONDS * 1000;
    converse();
}

/* ---- the launcher: what a helper starts its jobs with ------------------------------------------------------------------------ */

static void limit(int resource, const char *text, rlim_t beyond)
{
    unsigned long long value = strtoull(text, NULL, 10);
    struct rlimit l;
    if (value == 0) return;
    l.rlim_cur = (rlim_t)value;
    l.rlim_max = (rlim_t)value + beyond;
    if (setrlimit(resource, &l) != 0 && errno == EPERM && getrlimit(resource, &l) == 0) { /* ours is lower already: keep that */
        if (l.rlim_max > (rlim_t)value) l.rlim_max = (rlim_t)value;
        l.rlim_cur = l.rlim_max;
        setrlimit(resource, &l);
    }
}

static void close_from_3(void)
{
    long fd, most = sysconf(_SC_OPEN_MAX);
#if defined(__linux__) && defined(SYS_close_range)
    if (syscall(SYS_close_range, 3u, ~0u, 0u) == 0) return;
#endif
    for (fd = 3; fd < (most > 0 ? most : 1024); fd++) close((int)fd);
}

static int open_in(const char *directory, const char *name)
{
    char *path = join(directory, "/", name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
    free(path);
    return fd;
}

NORETURN static void not_started(const char *what)
{
    fprintf(stderr, "mesh: job not started: %s: %s\n", what, strerror(errno));
    _exit(EXIT_CANNOT_RUN);
}

#ifdef __linux__
/*
 * Landlock (Linux 5.13, landlock(7)) by its numbers, which are the same everywhere: headers of the systems we build on may not have it. Each version
 * handles more kinds of access; what is handled is denied but for the rules.
 */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, PATH_BENEATH = 1 };
enum { EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, TRUNCATE = 1 << 14, ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE };

static void allow(int rules, const char *path, uint64_t access)
{
    struct { uint64_t access; int32_t fd; } __attribute__((packed)) rule;
    struct stat st;
    rule.fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.fd < 0) return; /* no system has all that may be read */
    rule.access = fstat(rule.fd, &st) == 0 && S_ISDIR(st.st_mode) ? access : access & ON_FILES;
    if (syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0u) != 0) not_started(path);
    close(rule.fd);
}

/* Leaves the compiler nothing to write but its directory, nothing to read but that and PATHS, no network, no signal to others. */
static void confine(const char *directory, char **paths)
{
    long version = syscall(CREATE_RULESET, NULL, (size_t)0, 1u);
    const uint64_t files = version >= 5 ? 0xffff : version >= 3 ? 0x7fff : version == 2 ? 0x3fff : 0x1fff;
    const uint64_t handled[3] = { files, 3 /* bind and connect of TCP */, 3 /* abstract sockets, signals */ };
    const size_t size = sizeof handled[0] * (version >= 6 ? 3 : version >= 4 ? 2 : 1);
    int rules;
    if (version < 1) return; /* a kernel without it */
    rules = (int)syscall(CREATE_RULESET, handled, size, 0u);
    if (rules < 0) not_started("landlock");
    allow(rules, directory, files & ~(uint64_t)EXECUTE);
    allow(rules, "/dev/null", (READ_FILE | WRITE_FILE | TRUNCATE) & files);
    for (; strcmp(*paths, "--") != 0; paths++) allow(rules, *paths, EXECUTE | READ_FILE | READ_DIR);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(RESTRICT_SELF, rules, 0u) != 0) not_started("landlock");
    close(rules);
}
#else
static void confine(const char *directory, char **paths) { (void)directory; (void)paths; }
#endif

static int separator(char **argv)
{
    int i = 0;
    while (argv[i] && strcmp(argv[i], "--") != 0) i++;
    return argv[i] && argv[i + 1] ? i : -1;
}

/*
 * --job DIR CPU_SECONDS ADDRESS_SPACE FILE_BYTES PROCESSES NICE [READABLE...] -- COMPILER ARGS...
 * With any path that it may READ, the compiler is confined to these and DIR, where the kernel can do that; the paths are those of its own installation.
 * A supervisor stays between node and compiler: PR_SET_PDEATHSIG tells of the death of the *thread* that started us, and a runtime's
 * pool threads come and go, so it watches getppid() itself and lets the compiler die with it. It leads the group that the node kills.
 */
NORETURN static void run_job(char **argv)
{
    const char *directory = argv[0];
    pid_t node_pid = getppid(), pid;
    const struct timespec second = { 1, 0 };
    const struct rlimit none = { 0, 0 };
    char **readable = argv + 6, **compiler = argv + separator(argv) + 1;
    sigset_t child;
    int status, out, err;
    setsid();
    out = open_in(directory, "stdout");
    err = open_in(directory, "stderr");
    if (chdir(directory) != 0 || out < 0 || err < 0) not_started(directory);
    if (dup2(out, 1) < 0 || dup2(err, 2) < 0) not_started("dup2");
    close_from_3();
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, &child, NULL);
    pid = fork();
    if (pid < 0) not_started("fork");
    if (pid == 0) {
#ifdef PR_SET_PDEATHSIG
        prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
        sigprocmask(SIG_UNBLOCK, &child, NULL);
        limit(RLIMIT_CPU, argv[1], 1); /* SIGXCPU at the limit, SIGKILL a second later */
        limit(RLIMIT_AS, argv[2], 0);
        limit(RLIMIT_FSIZE, argv[3], 0);
        limit(RLIMIT_NPROC, argv[4], 0);
        setrlimit(RLIMIT_CORE, &none);
        if (atoi(argv[5]) != 0) setpriority(PRIO_PROCESS, 0, atoi(argv[5]));
        setenv("TMPDIR", directory, 1);
        if (strcmp(*readable, "--") != 0) confine(directory, readable);
        execv(compiler[0], compiler);
        not_started(compiler[0]);
    }
    close(0); /* the compiler's end of the source must be the only one */
    for (;;) {
        pid_t ended = waitpid(pid, &status, WNOHANG);
        if (ended == pid) break;
        if ((ended < 0 && errno != EINTR) || getppid() != node_pid) kill(0, SIGKILL);
#ifdef __linux__
        sigtimedwait(&child, NULL, &second);
#else
        nanosleep(&second, NULL);
#endif
    }
    if (WIFSIGNALED(status)) die_of(WTERMSIG(status));
    _exit(WEXITSTATUS(status));
}

int main(int argc, char **argv)
{
    if (argc < 1 || !argv[0]) return EXIT_USAGE;
    if (strncmp(base_name(argv[0]), "mesh-hands", 10) != 0) wrap(argv, 0); /* a draft being built is called mesh-hands-ID */
    if (argc >= 2 && strcmp(argv[1], "--mesh-version") == 0) {
        puts(MESH_SOURCE_HASH);
        return 0;
    }
    if (argc >= 10 && strcmp(argv[1], "--job") == 0 && separator(argv) >= 8) run_job(argv + 2);
    if (argc >= 2 && argv[1][0] != '-') wrap(argv + 1, 1);
    fputs("usage: mesh-hands COMPILER ARGUMENTS...\n", stderr);
    return EXIT_USAGE;
}
