using System.Runtime.InteropServices;
using Mesh.Bench;
using Mesh.Lab;
using Mesh.Lab.Sources;

// tests/bench/run [overhead] [builds] [node] [mono] [--project NAME] [--rounds N] [--without-mesh]: all parts and projects by default.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

const double SlowClient = 0.2;
const int Batch = 20;

var parts = args.Where(a => a is "overhead" or "builds" or "node" or "mono").ToHashSet();
var rounds = Array.IndexOf(args, "--rounds") is >= 0 and var at ? int.Parse(args[at + 1]) : (int?)null;
var only = Array.IndexOf(args, "--project") is >= 0 and var named ? args[named + 1] : null;
var withMesh = !args.Contains("--without-mesh");
bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => { context.Cancel = true; stop.Cancel(); });

try
{
    if (parts.Contains("mono"))
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {CpuModel()}, command: tests/bench/run {string.Join(' ', args)}\n");
        Console.WriteLine(await MonoBench.RunAsync(rounds ?? 3, stop.Token));
        if (parts.Count == 1) return 0;
    }
    await using var arena = await Arena.StartAsync(stop.Token);
    if (!arena.Client.IsAccounted) throw new LabUnavailableException("CPU time is counted by control groups, which this process may not make");
    var distcc = await arena.AddDistccAsync(stop.Token);
    var icecream = await arena.AddIcecreamAsync(stop.Token);
    var mesh = withMesh ? await arena.AddMeshAsync(stop.Token) : default;

    Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {CpuModel()}, command: tests/bench/run {string.Join(' ', args)}\n");
    if (Wanted("overhead"))
    {
        var bench = new OverheadBench(arena, rounds ?? 25, Batch);
        bench.Add("bare compiler", Contender.Bare);
        if (withMesh)
        {
            bench.Add("mesh wrapper, no node", mesh.NoNode);
            bench.Add("mesh, node decides local", mesh.Remote, "conftest.c");
            bench.Add("mesh, remote", mesh.Remote);
        }
        if (distcc is not null) bench.Add("distcc, remote", distcc);
        if (icecream is not null) bench.Add("icecream, remote", icecream);
        Console.WriteLine(await bench.RunAsync(stop.Token) + "\n");
    }
    if (Wanted("builds"))
    {
        Contender?[] all = [distcc, icecream, withMesh ? mesh.Remote : null];
        var bench = new BuildBench(arena, all.OfType<Contender>().ToList(), SlowClient, rounds ?? 3);
        foreach (var project in new[] { RealProject.Nginx, RealProject.YamlCpp }.Where(project => only is null || project.Name == only)) Console.WriteLine(await bench.RunAsync(project, stop.Token) + "\n");
    }
    if (Wanted("node") && withMesh) Console.WriteLine(await NodeBench.RunAsync(mesh.Client, mesh.Helper, rounds ?? 5, stop.Token));
    return 0;
}
catch (Exception e) when (e is LabUnavailableException or LabException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static string CpuModel() =>
    File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.OSArchitecture.ToString();
