using Mesh.Node.Facts;
using Mesh.Node.Helper;
using Mesh.Node.Processes;
using Mesh.Node.Sandbox;
using Mesh.Node.Toolchains;
using Mesh.Node.Wrapping;
using Mesh.Testing;
using Mesh.Wire.Framing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Helper;

/// <summary>A helper without a network: its rooms as Node.cs builds them, with either this machine's compilers or the fake one.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Launcher = new(BuildLauncherAsync);
    private static readonly Lazy<Task<string>> FakeCompiler = new(BuildFakeCompilerAsync);
    private static readonly string Tools = MakeTools();

    private readonly TempDirectory _directory = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _served = [];

    private Workshop(string launcher, JobLimits limits, int slots, IReadOnlyList<string>? compilers)
    {
        Directory.CreateDirectory(Bin);
        Gate = new AdmissionGate(slots, TimeProvider.System);
        Toolchains = new ToolchainRegistry(ToolchainPlaces.Only(compilers ?? [Bin]), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = TimeSpan.FromSeconds(20) };
        Handler = new JobHandler(
            Gate, Toolchains, new MatchDesk(Toolchains, new TargetProbe(new FactsShelf(Path.Combine(Jobs, "..", "facts")))), new LauncherSandbox(launcher, limits), limits, Jobs, Totals, TimeProvider.System, NullLogger<JobHandler>.Instance);
    }

    public AdmissionGate Gate { get; }

    public ToolchainRegistry Toolchains { get; }

    public HelperTotals Totals { get; } = new();

    public JobHandler Handler { get; }

    /// <summary>Where the jobs' directories are made.</summary>
    public string Jobs => _directory.File("jobs");

    public string Fake => Path.Combine(Bin, "gcc");

    private string Bin => _directory.File("bin");

    /// <summary>With the compilers on this machine's PATH.</summary>
    public static async Task<Workshop> WithRealCompilersAsync(int slots = 2, JobLimits? limits = null)
    {
        var shop = new Workshop(await Launcher.Value, limits ?? new JobLimits(), slots, ToolchainPlaces.PathDirectories());
        await shop.Toolchains.StartAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    /// <summary>With the fake compiler alone, in a mode of its own: see tests/fake-compiler.</summary>
    public static async Task<Workshop> WithFakeCompilerAsync(string mode, int slots = 2, JobLimits? limits = null)
    {
        var shop = new Workshop(await Launcher.Value, limits ?? new JobLimits(), slots, compilers: null);
        File.Copy(await FakeCompiler.Value, shop.Fake);
        File.WriteAllText(shop.Fake + ".mode", mode);
        await shop.Toolchains.StartAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    /// <summary>A client's end of a connection that this helper serves.</summary>
    public JobClient Connect(string clientId = "client", Func<Stream, Stream>? helperEnd = null)
    {
        var (client, helper) = DuplexStream.Pair();
        _served.Add(ServeAsync(helperEnd?.Invoke(helper) ?? helper, clientId));
        return new JobClient(client);
    }

    /// <summary>All that a job took is given back: places, slots, directories, processes.</summary>
    public Task IsEmptyAsync() => Eventually.HoldsAsync(
        () => Gate is { Running: 0, Compiling: 0 } && Running == 0 && (!Directory.Exists(Jobs) || Directory.GetFileSystemEntries(Jobs).Length == 0),
        TestContext.Current.CancellationToken);

    /// <summary>Processes of the fake compiler, and children that it left behind.</summary>
    public int Running => RunningOf(Fake);

    /// <summary>Processes of that program.</summary>
    public static int RunningOf(string program) => Directory.GetDirectories("/proc").Count(process =>
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out _) && File.ResolveLinkTarget($"{process}/exe", returnFinalTarget: false)?.FullName == program;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has just ended
        }
    });

    public static Task<string> LauncherAsync() => Launcher.Value;

    /// <summary>Whether the launcher keeps a program from reading what it was not given.</summary>
    public static async Task<bool> HasLandlockAsync()
    {
        using var folder = new TempDirectory();
        var secret = folder.Write("secret", "");
        var job = Directory.CreateDirectory(folder.File("job")).FullName;
        var sandbox = new LauncherSandbox(await Launcher.Value, new JobLimits());
        var result = await ChildProcess.RunAsync(sandbox.Confine(new ChildCommand("/bin/cat", [secret]), job), ChildLimits.Question, CancellationToken.None);
        return result is ChildResult.Exited { Code: 1 };
    }

    public static Task<string> FakeCompilerAsync() => FakeCompiler.Value;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_served).WaitAsync(TimeSpan.FromSeconds(30));
        _stop.Dispose();
        _directory.Dispose();
    }

    private async Task ServeAsync(Stream stream, string clientId)
    {
        await using var closing = stream;
        using var reader = new FrameReader(stream);
        using var writer = new FrameWriter(stream);
        try
        {
            await Handler.ServeAsync(new JobConnection(reader, writer, "none", clientId, stream.Dispose), _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private static async Task<string> BuildLauncherAsync()
    {
        var source = await File.ReadAllTextAsync(Repository.File("src", "hands", "hands.c"));
        var built = await new HandsBuilder(source, SearchPath.Current).EnsureAsync(Path.Combine(Tools, "mesh-hands"), CancellationToken.None);
        return built switch
        {
            HandsBuild.Built done => done.Path,
            HandsBuild.UpToDate done => done.Path,
            HandsBuild.Failed failed => throw new InvalidOperationException(failed.Why),
            _ => throw new InvalidOperationException($"{built}"),
        };
    }

    private static async Task<string> BuildFakeCompilerAsync()
    {
        var program = Path.Combine(Tools, "fake-compiler");
        var command = new ChildCommand("cc", ["-std=c99", "-O1", "-o", program, Repository.File("tests", "fake-compiler", "fake-compiler.c")]);
        var result = await ChildProcess.RunAsync(command, new ChildLimits(TimeSpan.FromMinutes(1), 4096), CancellationToken.None);
        return result is ChildResult.Exited { Code: 0 } ? program : throw new InvalidOperationException($"the fake compiler does not build: {result}");
    }

    private static string MakeTools()
    {
        var tools = Directory.CreateTempSubdirectory("mesh-workshop-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(tools, recursive: true);
        return tools;
    }
}
