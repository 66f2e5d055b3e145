using System.Text;

namespace Mesh.Hands;

/// <summary>How a child ended, undisguised: System.Diagnostics.Process cannot tell exit code 137 from a SIGKILL.</summary>
internal readonly record struct ChildEnd(int Code, int Signal, ulong UserMicroseconds, ulong SystemMicroseconds);

/// <summary>
/// Starts and becomes programs with posix_spawn and execve: arguments and environment byte for byte, which neither
/// ProcessStartInfo nor Mono's does.
/// </summary>
internal static unsafe class NativeChild
{
    // Opaque structures: glibc's are 80 and 336 bytes on 64 bits, musl's smaller.
    private const int OpaqueBytes = 1024;
    private const short SetGroup = 2;
    private const short SetSignalDefaults = 4;
    private const short SetSignalMask = 8;
    private const int SignalSetBytes = 128;

    /// <summary>Returns only on failure, with the errno.</summary>
    public static int Become(string file, IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment)
    {
        IgnoredSignals.Restore();
        using var variables = new NativeStrings(environment);
        var errno = Exec(file, arguments, variables);
        if (errno == Libc.Enoexec) errno = Exec("/bin/sh", Shell(file, arguments), variables);
        return errno;
    }

    /// <summary>With pipes: own process group, input /dev/null, output to them. Without: everything inherited. Returns the errno, 0 for success.</summary>
    public static int Start(
        string file, IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment, (int Out, int Err)? pipes, out int pid)
    {
        using var variables = new NativeStrings(environment);
        var errno = Spawn(file, arguments, variables, pipes, out pid);
        return errno == Libc.Enoexec ? Spawn("/bin/sh", Shell(file, arguments), variables, pipes, out pid) : errno;
    }

    /// <summary>Waits on a thread of its own; the caller is the only one who reaps this child.</summary>
    public static Task<ChildEnd> WaitAsync(int pid) => Task.Factory.StartNew(
        () => Wait(pid), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ChildEnd Wait(int pid)
    {
        var usage = stackalloc long[32];     // struct rusage: user and system time first, seconds and microseconds as long
        var words = (nint*)usage;
        int status;
        while (Libc.wait4(pid, out status, 0, usage) != pid)
        {
            if (Libc.Errno != Libc.Eintr) return new ChildEnd(126, 0, 0, 0);
        }

        var signal = status & 0x7f;
        return new ChildEnd(
            signal == 0 ? (status >> 8) & 0xff : 128 + signal, signal, Microseconds(words[0], words[1]), Microseconds(words[2], words[3]));
    }

    private static ulong Microseconds(nint seconds, nint microseconds) => (ulong)seconds * 1_000_000 + (ulong)microseconds;

    private static int Exec(string file, IReadOnlyList<byte[]> arguments, NativeStrings variables)
    {
        using var list = new NativeStrings(arguments);
        fixed (byte* path = Libc.Text(file)) _ = Libc.execve(path, list.Pointers, variables.Pointers);
        return Libc.Errno;
    }

    private static int Spawn(string file, IReadOnlyList<byte[]> arguments, NativeStrings variables, (int Out, int Err)? pipes, out int pid)
    {
        var actions = stackalloc byte[OpaqueBytes];
        var attributes = stackalloc byte[OpaqueBytes];
        var signals = stackalloc byte[SignalSetBytes];
        using var list = new NativeStrings(arguments);
        Libc.posix_spawn_file_actions_init(actions);
        Libc.posix_spawnattr_init(attributes);
        new Span<byte>(signals, SignalSetBytes).Clear();
        IgnoredSignals.AddTo(new Span<byte>(signals, SignalSetBytes));
        Libc.posix_spawnattr_setsigdefault(attributes, signals);
        Libc.posix_spawnattr_setflags(attributes, (short)(SetSignalDefaults | SetSignalMask | (pipes is null ? 0 : SetGroup)));
        if (pipes is { } ends)
        {
            Libc.posix_spawn_file_actions_addopen(actions, 0, Libc.Text("/dev/null"), 0, 0);
            Libc.posix_spawn_file_actions_adddup2(actions, ends.Out, 1);
            Libc.posix_spawn_file_actions_adddup2(actions, ends.Err, 2);
        }

        int started;
        int errno;
        fixed (byte* path = Libc.Text(file)) errno = Libc.posix_spawn(&started, path, actions, attributes, list.Pointers, variables.Pointers);
        Libc.posix_spawn_file_actions_destroy(actions);
        Libc.posix_spawnattr_destroy(attributes);
        pid = started;
        return errno;
    }

    // As execvp: a file that the kernel does not know as a program is the shell's.
    private static List<byte[]> Shell(string file, IReadOnlyList<byte[]> arguments) =>
        [Encoding.UTF8.GetBytes("sh"), Encoding.UTF8.GetBytes(file), .. arguments.Skip(1)];
}
