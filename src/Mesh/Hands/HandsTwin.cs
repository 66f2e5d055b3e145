using System.Net.Sockets;
using Mesh.Node.Configuration;
using Mesh.Node.Wrapping;

namespace Mesh.Hands;

/// <summary>
/// `mesh cc -- gcc ...`: hands.c in C#, for where no wrapper is built; both pass the same tests. Where one is built, becomes that:
/// starting this runtime once per compile is what hands.c exists to avoid.
/// </summary>
internal static class HandsTwin
{
    // The same numbers as in hands.c.
    private const int Required = 101;
    private const int TooDeep = 120;
    private const int MaxDepth = 8;
    private const int CannotRun = 126;
    private const int NotFound = 127;

    /// <summary>Compiles; returns the exit code, where this process has not become the compiler itself.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> command, CancellationToken cancel)
    {
        if (BecomeBuiltHands(command) is { } code) return code;
        var twin = new TwinCommand(command);
        if (twin.Depth >= MaxDepth)
        {
            Say($"{Path.GetFileName(twin.Typed)}: called through mesh {MaxDepth} times over; does {twin.Found ?? "something on PATH"} call {twin.Typed} again?");
            return TooDeep;
        }

        if (twin.Found is null || twin.IsOn("MESH_LOCAL")) return BecomeCompiler(twin);
        if (PrintsToADevice()) return GoLocal(twin, "the messages go to a device");
        using var signals = new TwinSignals(cancel);
        using var socket = Dial();
        if (socket is null) return GoLocal(twin, "no node answers");
        if (!IsTrusted(socket)) return GoLocal(twin, "the node is another user's");
        if (Cwd() is not { } cwd) return GoLocal(twin, "the current directory is gone");

        // Becoming the compiler is the one way to pass on what is not text.
        if (!twin.IsUtf8) return GoLocal(twin, "an argument is not UTF-8");
        IgnoredSignals.IgnoreLargeFiles();
        using var conversation = new TwinConversation(twin, new NetworkStream(socket));
        return await conversation.RunAsync(twin.ToCall(cwd), signals.Stop).ConfigureAwait(false) switch
        {
            TwinEnd.Exit exit => exit.Code,
            TwinEnd.Local local => GoLocal(twin, local.Why),
            TwinEnd.Exec { Message.Hold: false } exec => BecomeCommand(twin, exec.Message),
            TwinEnd.Exec exec => await HoldAsync(twin, exec.Message, signals).ConfigureAwait(false),
            _ => DieOf(signals.Signal),
        };
    }

    // A compiler ends badly that cannot print, which /dev/full sees to.
    private static bool PrintsToADevice() =>
        FileFacts.Of("/proc/self/fd/2", follow: true, out _) is { IsDevice: true } there && Libc.isatty(2) == 0 && FileFacts.Of("/dev/null", follow: true, out _)?.Identity != there.Identity;

    private static int? BecomeBuiltHands(IReadOnlyList<string> command)
    {
        var wrapper = new Masquerade(Masquerade.DefaultDirectory(Environment.GetEnvironmentVariable)).WrapperPath;
        if (!File.Exists(wrapper)) return null;
        var environment = ProcessBytes.Read("/proc/self/environ") ?? ProcessBytes.ManagedEnvironment();
        _ = NativeChild.Become(wrapper, [Libc.Text(SearchPath.WrapperName)[..^1], .. ProcessBytes.Exact(command)], environment);
        return null;     // built for another machine, perhaps: a home directory may be shared
    }

    private static int GoLocal(TwinCommand twin, string why)
    {
        if (!twin.IsOn("MESH_REQUIRE")) return BecomeCompiler(twin);
        Say($"{Path.GetFileName(twin.Typed)}: {why}, and MESH_REQUIRE forbids to compile here");
        return Required;
    }

    private static int BecomeCompiler(TwinCommand twin)
    {
        if (twin.Found is null)
        {
            Say($"{Path.GetFileName(twin.Typed)}: no such compiler on PATH{(twin.Behind is null ? "" : $" (behind {twin.Behind})")}");
            return NotFound;
        }

        return CannotStart(twin.Found, NativeChild.Become(twin.Found, twin.Bytes, twin.Environment([])));
    }

    private static int BecomeCommand(TwinCommand twin, Wire.Hands.Exec exec)
    {
        var (file, arguments) = twin.Resolve(exec.Arguments);
        return CannotStart(file, NativeChild.Become(file, arguments, twin.Environment(exec.EnvironmentEdits)));
    }

    // The open connection is the slot lease; it ends with us.
    private static async Task<int> HoldAsync(TwinCommand twin, Wire.Hands.Exec exec, TwinSignals signals)
    {
        var (file, arguments) = twin.Resolve(exec.Arguments);
        var errno = NativeChild.Start(file, arguments, twin.Environment(exec.EnvironmentEdits), null, out var pid);
        if (errno != 0) return BecomeCommand(twin, exec);     // no process or memory left: as the compiler would start without us
        using var passOn = signals.Stop.Register(() => Libc.kill(pid, signals.Signal));
        var end = await NativeChild.WaitAsync(pid).ConfigureAwait(false);
        return end.Signal != 0 ? DieOf(end.Signal) : end.Code;
    }

    private static int DieOf(int signal)
    {
        Libc.signal(signal, IntPtr.Zero);
        _ = Libc.kill(Libc.getpid(), signal);
        return 128 + signal;
    }

    private static int CannotStart(string file, int errno)
    {
        Say($"{file}: {Libc.Error(errno)}");
        return errno == Libc.Enoent ? NotFound : CannotRun;
    }

    private static void Say(string message) => _ = Libc.WriteAll(2, Libc.Text($"mesh: {message}\n").AsSpan()[..^1]);

    // As compilers call it in debug information: what $PWD says, which may lead through a link, where that is this directory.
    private static string? Cwd() =>
        Environment.GetEnvironmentVariable("PWD") is ['/', ..] pwd && FileFacts.Of(pwd, follow: true, out _) is { } named
        && FileFacts.Of(".", follow: true, out _) is { } here && (named.Identity.Device, named.Identity.Inode) == (here.Identity.Device, here.Identity.Inode) ? pwd : CwdWithoutLinks();

    private static unsafe string? CwdWithoutLinks()
    {
        var buffer = new byte[4096];     // PATH_MAX
        fixed (byte* at = buffer)
        {
            return Libc.getcwd(at, (nuint)buffer.Length) == IntPtr.Zero ? null : System.Runtime.InteropServices.Marshal.PtrToStringAnsi((IntPtr)at);
        }
    }

    private static Socket? Dial() => DefaultPaths.SocketsToTry(SystemPlaces.Current).Select(DialAt).FirstOrDefault(s => s is not null);

    private static Socket? DialAt(string path)
    {
        // Also bounds connecting to a node that accepts no more.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = 20_000 };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)     // no such socket; longer than sun_path
        {
            socket.Dispose();
            return null;
        }
    }

    // SO_PEERCRED of SOL_SOCKET: pid, uid, gid. A stranger's node could make us write files of its choice as our user.
    internal static unsafe bool IsTrusted(Socket socket)
    {
        var credentials = stackalloc uint[3];
        uint length = 12;
        return Libc.getsockopt((int)socket.Handle, 1, 17, (byte*)credentials, ref length) == 0
            && (credentials[1] == 0 || credentials[1] == Libc.geteuid());
    }
}
