using System.Collections.Concurrent;
using System.Text;
using Mesh.Hands;
using Mesh.Node.Processes;
using Mesh.Testing;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Tests.Hands;

/// <summary>One implementation of the hands, ready to be called: a masquerade directory, and compilers behind it.</summary>
internal sealed class HandsKit : IDisposable
{
    // What is compiled once serves every test of this run.
    /// <summary>.NET's collector reads /proc/meminfo by a descriptor that a child started meanwhile inherits.</summary>
    private const string CloseInherited = "for d in /proc/self/fd/*; do d=${d##*/}; [ \"$d\" -le 2 ] || eval \"exec $d>&-\"; done; ";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Programs = new(StringComparer.Ordinal);

    private readonly TempDirectory _directory = new();
    private readonly string? _twin;

    private HandsKit(string? twin)
    {
        _twin = twin;
        Masquerade = Directory.CreateDirectory(_directory.File("mask")).FullName;
        Compilers = Directory.CreateDirectory(_directory.File("real")).FullName;
        Work = Directory.CreateDirectory(_directory.File("work")).FullName;
    }

    public string Masquerade { get; }

    public string Compilers { get; }

    /// <summary>The directory the hands are called in.</summary>
    public string Work { get; }

    public string SocketPath => _directory.File("s");

    public bool IsTwin => _twin is not null;

    public static async Task<HandsKit> TwinAsync()
    {
        var kit = new HandsKit(Path.Combine(AppContext.BaseDirectory, "Mesh.HandsTwin"));
        // The twin, too, knows a masquerade directory by its links to mesh-hands.
        await File.WriteAllTextAsync(kit.InMask("mesh-hands"), "#!/bin/false");
        File.SetUnixFileMode(kit.InMask("mesh-hands"), (UnixFileMode)0x1ED);
        await kit.FillAsync();
        return kit;
    }

    public static async Task<HandsKit> NativeAsync(params string[] options)
    {
        var kit = new HandsKit(null);
        File.Copy(await ProgramAsync(Repository.File("src", "hands", "hands.c"), options), kit.InMask("mesh-hands"));
        await kit.FillAsync();
        return kit;
    }

    public string InWork(string name) => Path.Combine(Work, name);

    public IEnumerable<string> WorkFiles() => Directory.GetFileSystemEntries(Work).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public FakeBrain Brain(Func<BrainTalk, Task> script, uint? user = null)
    {
        File.Delete(SocketPath);
        return new FakeBrain(SocketPath, script, user);
    }

    /// <summary>Calls the hands and waits for their end.</summary>
    public async Task<HandsEnd> CallAsync(HandsStart how) => await Start(how).EndAsync(TestContext.Current.CancellationToken);

    public Task<HandsEnd> CallAsync(params string[] arguments) => CallAsync(new HandsStart { Arguments = arguments });

    public RunningHands Start(params string[] arguments) => Start(new HandsStart { Arguments = arguments });

    public RunningHands Start(HandsStart how)
    {
        var file = _twin ?? (how.Name.Contains('/') ? how.Name : InMask(how.Name));
        string[] command = _twin is null ? how.Arguments.ToArray() : [how.Name, .. how.Arguments];
        return Start(file, _twin is null ? how.Name : "mesh-twin", command, how);
    }

    /// <summary>Calls the wrapper by its own name, so that the command follows as arguments.</summary>
    public Task<HandsEnd> CallPrefixedAsync(params string[] command) =>
        Start(_twin ?? InMask("mesh-hands"), "mesh-hands", command, new HandsStart { Arguments = [] }).EndAsync(TestContext.Current.CancellationToken);

    public RunningHands Start(string file, string shownName, string[] arguments, HandsStart how)
    {
        var path = string.Join(':', how.Path ?? [Masquerade, Compilers, "/usr/bin", "/bin"]);
        string[] variables = [$"PATH={path}", $"MESH_SOCKET={SocketPath}", "XDG_DATA_HOME=/nonexistent", $"HOME={Work}", .. how.Variables];
        string[] command =
        [
            "bash", "-c", $"{CloseInherited}cd \"$1\" || exit 99; f=$2; a=$3; shift 3; {how.Prelude}\nexec -a \"$a\" \"$f\" \"$@\"", "_", Work, file, shownName, .. arguments,
        ];
        var (outEnds, errEnds) = (Pipe(), Pipe());
        var errno = NativeChild.Start(
            "/bin/bash", [.. command.Select(Encoding.Latin1.GetBytes)], [.. variables.Select(Encoding.Latin1.GetBytes)], (outEnds.Write, errEnds.Write), out var pid);
        Assert.Equal(0, errno);
        _ = Libc.close(outEnds.Write);
        _ = Libc.close(errEnds.Write);
        return new RunningHands(pid, NativeChild.WaitAsync(pid), ReadAsync(outEnds.Read), ReadAsync(errEnds.Read));
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>The program built from a C file; the same one for the same options.</summary>
    public static Task<string> ProgramAsync(string source, params string[] options)
    {
        var key = string.Join(' ', [source, .. options]);
        return Programs.GetOrAdd(key, _ => new Lazy<Task<string>>(() => CompileAsync(source, options))).Value;
    }

    private static async Task<string> CompileAsync(string source, string[] options)
    {
        var directory = new TempDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        var target = directory.File("program");
        var result = await ChildProcess.RunAsync(
            new ChildCommand("/usr/bin/cc", [.. options, "-o", target, source]),
            new ChildLimits(TimeSpan.FromMinutes(2), 100_000),
            CancellationToken.None);
        var exited = Assert.IsType<ChildResult.Exited>(result);
        Assert.True(exited.Code == 0, Encoding.UTF8.GetString(exited.Stderr));
        return target;
    }

    private async Task FillAsync()
    {
        File.Copy(await ProgramAsync(Repository.File("tests", "Mesh.Tests", "Hands", "probe.c"), "-O1"), Path.Combine(Compilers, "gcc"));
        File.CreateSymbolicLink(InMask("gcc"), "mesh-hands");
    }

    private string InMask(string name) => Path.Combine(Masquerade, name);

    private static unsafe (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Libc.pipe2(ends, Libc.CloseOnExec));
        return (ends[0], ends[1]);
    }

    private static Task<byte[]> ReadAsync(int end) => Task.Run(async () =>
    {
        await using var stream = new FileStream(new SafeFileHandle(end, ownsHandle: true), FileAccess.Read);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    });
}
