using System.Runtime.InteropServices;

namespace Mesh.Hands;

/// <summary>The system calls the twin of hands.c needs exactly, on .NET and Mono alike. Flags have these values on every Linux that either runs on.</summary>
internal static unsafe class Libc
{
    public const int Enoent = 2;
    public const int Eintr = 4;
    public const int Eio = 5;
    public const int Enoexec = 8;
    public const int Eagain = 11;
    public const int Eexist = 17;
    public const int Epipe = 32;

    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigPipe = 13;
    public const int SigTerm = 15;
    public const int SigXfsz = 25;

    public const int WriteNew = 0x1 | 0x40 | 0x80 | CloseOnExec;     // O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    public const int CloseOnExec = 0x80000;
    public const int WriteAccess = 2;
    public const int ExecuteAccess = 1;
    public const int NoHang = 1;

    public static int Errno => Marshal.GetLastWin32Error();

    /// <summary>A path or argument as C wants it.</summary>
    public static byte[] Text(string text)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(text) + 1];
        System.Text.Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0);
        return bytes;
    }

    public static string Error(int errno) => Marshal.PtrToStringAnsi(strerror(errno)) ?? $"error {errno}";

    /// <summary>Writes everything; 0, or the errno that stopped it.</summary>
    public static int WriteAll(int file, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint count;
            fixed (byte* at = bytes) count = write(file, at, (nuint)bytes.Length);
            if (count > 0) bytes = bytes[(int)count..];
            else if (count < 0 && Errno is Eagain) _ = usleep(1000);     // make may have set its pipe to non-blocking
            else if (count < 0 && Errno is not Eintr) return Errno;
        }

        return 0;
    }

    /// <summary>Waits for something to read, or the other end's closing: 1; 0 after so long; less when a signal or an error cut it short.</summary>
    public static int Poll(int file, int milliseconds)
    {
        var entry = stackalloc short[4];     // struct pollfd: int fd, short events (POLLIN), short revents
        *(int*)entry = file;
        entry[2] = 1;
        return poll(entry, 1, milliseconds);
    }

    /// <summary>Whether it is a pipe whose reader has gone.</summary>
    public static bool HasNoReader(int file)
    {
        const short WritingIsPossible = 4, Error = 8;     // POLLOUT, POLLERR
        var entry = stackalloc short[4];
        *(int*)entry = file;
        entry[2] = WritingIsPossible;
        return poll(entry, 1, 0) == 1 && (entry[3] & Error) != 0;
    }

    /// <summary>A pipe that no program we start inherits by itself.</summary>
    public static (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (pipe2(ends, CloseOnExec) != 0) throw new IOException(Error(Errno));
        return (ends[0], ends[1]);
    }

    public static string? RealPath(string path)
    {
        var found = realpath(Text(path), IntPtr.Zero);
        if (found == IntPtr.Zero) return null;
        var text = Marshal.PtrToStringAnsi(found);
        free(found);
        return text;
    }

#pragma warning disable IDE1006, SYSLIB1054 // the names are libc's; LibraryImport is not on netstandard2.1
    [DllImport("libc", SetLastError = true)]
    public static extern int open(byte[] path, int flags, uint mode);

    [DllImport("libc", SetLastError = true)]
    public static extern int close(int file);

    [DllImport("libc", SetLastError = true)]
    public static extern nint write(int file, byte* bytes, nuint count);

    [DllImport("libc", SetLastError = true)]
    public static extern nint read(int file, byte* bytes, nuint count);

    [DllImport("libc")]
    private static extern int poll(short* entry, nuint count, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    public static extern int fchmod(int file, uint mode);

    [DllImport("libc", SetLastError = true)]
    public static extern int chmod(byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    public static extern int unlink(byte[] path);

    [DllImport("libc", SetLastError = true)]
    public static extern int rename(byte[] from, byte[] to);

    [DllImport("libc", SetLastError = true)]
    public static extern int access(byte[] path, int mode);

    [DllImport("libc", SetLastError = true)]
    public static extern int statx(int directory, byte[] path, int flags, uint mask, byte* result);

    [DllImport("libc", SetLastError = true)]
    public static extern int pipe2(int* ends, int flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int execve(byte* path, byte** arguments, byte** environment);

    // The posix_spawn functions return the errno.
    [DllImport("libc")]
    public static extern int posix_spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_init(byte* actions);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_destroy(byte* actions);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_addopen(byte* actions, int file, byte[] path, int flags, uint mode);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_adddup2(byte* actions, int from, int to);

    [DllImport("libc")]
    public static extern int posix_spawnattr_init(byte* attributes);

    [DllImport("libc")]
    public static extern int posix_spawnattr_destroy(byte* attributes);

    [DllImport("libc")]
    public static extern int posix_spawnattr_setflags(byte* attributes, short flags);

    [DllImport("libc")]
    public static extern int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [DllImport("libc", SetLastError = true)]
    public static extern int wait4(int pid, out int status, int options, long* usage);

    [DllImport("libc", SetLastError = true)]
    public static extern int kill(int pid, int signal);

    [DllImport("libc")]
    public static extern IntPtr signal(int signal, IntPtr handler);

    [DllImport("libc")]
    public static extern int getpid();

    [DllImport("libc")]
    public static extern uint geteuid();

    [DllImport("libc")]
    public static extern uint umask(uint mask);

    [DllImport("libc")]
    public static extern int isatty(int file);

    [DllImport("libc")]
    public static extern int usleep(uint microseconds);

    [DllImport("libc", SetLastError = true)]
    public static extern int getsockopt(int socket, int level, int name, byte* value, ref uint length);

    [DllImport("libc", SetLastError = true)]
    public static extern IntPtr getcwd(byte* buffer, nuint size);

    [DllImport("libc")]
    private static extern IntPtr realpath(byte[] path, IntPtr resolved);

    [DllImport("libc")]
    private static extern IntPtr strerror(int errno);

    [DllImport("libc")]
    private static extern void free(IntPtr memory);
#pragma warning restore IDE1006, SYSLIB1054
}
