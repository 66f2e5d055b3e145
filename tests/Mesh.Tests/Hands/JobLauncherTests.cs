using Mesh.Hands;
using Mesh.Testing;

namespace Mesh.Tests.Hands;

/// <summary>mesh-hands --job: what a helper starts a stranger's compile with.</summary>
public sealed class JobLauncherTests : IAsyncLifetime
{
    private HandsKit? _kit;

    private HandsKit Kit => _kit!;

    private string Job => Kit.InWork("job");

    private string Probe => Path.Combine(Kit.Compilers, "gcc");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kit = await HandsKit.NativeAsync("-O2", "-static");
        Directory.CreateDirectory(Job);
    }

    public ValueTask DisposeAsync()
    {
        _kit?.Dispose();
        return default;
    }

    [Fact]
    public async Task A_job_runs_in_its_directory_with_its_output_in_files()
    {
        // Through a shell that waits: a node's child leads no group yet, the kit's does.
        var command = string.Join(' ', Arguments(0, 0, 0, 7, [Probe, "where"]).Select(a => $"'{a}'"));
        var end = await Kit.Start("/bin/bash", "bash", ["-c", $"'{Wrapper}' {command}; exit $?"], new HandsStart { Arguments = [] }).EndAsync(Cancel);
        Assert.Equal(new HandsEnd(0, 0, "", ""), end);
        Assert.Equal($"{Job}\n{Job}\nleads=1\nnice=7\nignored=0\n", await OutAsync());
        Assert.Equal("to stderr\n", await File.ReadAllTextAsync(Path.Combine(Job, "stderr"), Cancel));
    }

    [Fact]
    public async Task Input_is_kept_and_other_descriptors_are_closed()
    {
        await Launch(command: ["copy"], prelude: "exec < <(printf source)").EndAsync(Cancel);
        Assert.Equal("source", await OutAsync());
        await Launch(command: ["files"], prelude: "exec 7</dev/null").EndAsync(Cancel);
        Assert.Equal("0\n1\n2\n", await OutAsync());
    }

    [Theory]
    [InlineData("exit", "77", 77, 0)]
    [InlineData("exit", "255", 255, 0)]
    [InlineData("signal", "11", 139, 11)]
    public async Task The_end_is_the_compilers(string how, string value, int code, int signal)
    {
        var end = await Launch(command: [how, value]).EndAsync(Cancel);
        Assert.Equal((code, signal), (end.Code, end.Signal));
    }

    [Fact]
    public async Task Cpu_time_is_limited() => Assert.Equal(24, (await Launch(cpu: 1, command: ["spin"]).EndAsync(Cancel)).Signal);     // SIGXCPU

    [Fact]
    public async Task Memory_is_limited()
    {
        Assert.Equal(12, (await Launch(addressSpace: 200_000_000, command: ["allocate", "500000000"]).EndAsync(Cancel)).Code);
        Assert.Equal(0, (await Launch(command: ["allocate", "500000000"]).EndAsync(Cancel)).Code);
    }

    [Fact]
    public async Task File_size_is_limited()
    {
        var end = await Launch(fileBytes: 100_000, command: ["flood", "10000000"]).EndAsync(Cancel);
        Assert.Equal(25, end.Signal);     // SIGXFSZ
        Assert.All(Directory.GetFiles(Job), file => Assert.InRange(new FileInfo(file).Length, 0, 100_000));
    }

    [Fact]
    public async Task A_job_that_cannot_start_says_why()
    {
        var arguments = Arguments(0, 0, 0, 0, [Kit.InWork("no-compiler")]);
        var end = await Kit.Start(Wrapper, "mesh-hands", arguments, new HandsStart { Arguments = [] }).EndAsync(Cancel);
        Assert.Equal(126, end.Code);
        Assert.Contains("no-compiler", await File.ReadAllTextAsync(Path.Combine(Job, "stderr"), Cancel));
    }

    [Fact]
    public async Task Killing_the_launcher_ends_the_job()
    {
        var pidFile = Kit.InWork("pids");
        var launcher = Launch(command: ["sleep", pidFile]);
        await Eventually.HoldsAsync(() => File.Exists(pidFile) && File.ReadAllText(pidFile).EndsWith('\n'), Cancel);
        var pid = int.Parse(await File.ReadAllTextAsync(pidFile, Cancel));
        launcher.Kill(Libc.SigKill);
        await launcher.EndAsync(Cancel);
        await Eventually.HoldsAsync(() => IsGone(pid), Cancel);
    }

    [Fact]
    public async Task A_job_does_not_outlive_its_node()
    {
        // The node is a shell here; the job's grandchild must go too.
        var pidFile = Kit.InWork("pids");
        var command = string.Join(' ', Arguments(0, 0, 0, 0, [Probe, "family", pidFile]).Select(a => $"'{a}'"));
        var node = Kit.Start("/bin/bash", "bash", ["-c", $"'{Wrapper}' {command} & wait"], new HandsStart { Arguments = [] });
        await Eventually.HoldsAsync(() => File.Exists(pidFile) && File.ReadAllLines(pidFile).Length == 2, Cancel);
        var pids = (await File.ReadAllLinesAsync(pidFile, Cancel)).Select(int.Parse).ToList();
        node.Kill(Libc.SigKill);
        await Eventually.HoldsAsync(() => pids.All(IsGone), Cancel);
    }

    [Fact]
    public async Task The_thread_that_started_a_job_may_end()
    {
        // PR_SET_PDEATHSIG alone would kill the job: it tells of the parent's thread.
        var pidFile = Kit.InWork("pids");
        RunningHands? launcher = null;
        var thread = new Thread(() => launcher = Launch(command: ["polite", pidFile]));
        thread.Start();
        thread.Join();
        await Eventually.HoldsAsync(() => File.Exists(pidFile) && File.ReadAllText(pidFile).EndsWith('\n'), Cancel);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancel);
        var pid = int.Parse(await File.ReadAllTextAsync(pidFile, Cancel));
        Assert.False(IsGone(pid));
        Assert.Equal(0, Libc.kill(pid, Libc.SigTerm));
        Assert.Equal(40 + Libc.SigTerm, (await launcher!.EndAsync(Cancel)).Code);
    }

    private string Wrapper => Path.Combine(Kit.Masquerade, "mesh-hands");

    private RunningHands Launch(
        int cpu = 0, long addressSpace = 0, long fileBytes = 0, int nice = 0, string prelude = "", params string[] command) =>
        Kit.Start(Wrapper, "mesh-hands", Arguments(cpu, addressSpace, fileBytes, nice, [Probe, .. command]), new HandsStart { Arguments = [], Prelude = prelude });

    private string[] Arguments(int cpu, long addressSpace, long fileBytes, int nice, string[] command) =>
        ["--job", Job, $"{cpu}", $"{addressSpace}", $"{fileBytes}", "0", $"{nice}", "--", .. command];

    private Task<string> OutAsync() => File.ReadAllTextAsync(Path.Combine(Job, "stdout"), Cancel);

    private static bool IsGone(int pid) => !File.Exists($"/proc/{pid}/stat") || Status(pid) == "Z";

    private static string Status(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(' ')[2];
        }
        catch (IOException)
        {
            return "Z";
        }
    }
}
