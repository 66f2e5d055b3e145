using System.Diagnostics;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>Which compiler is meant, where masquerade, ccache and real compilers share PATH; with the real ccache where there is one.</summary>
public sealed class HandsPathTests : IAsyncLifetime
{
    private const string CcacheDirectory = "/usr/lib/ccache";

    private HandsKit? _kit;

    private HandsKit Kit => _kit!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await HandsKit.NativeAsync("-O2", "-static");

    public ValueTask DisposeAsync()
    {
        _kit?.Dispose();
        return default;
    }

    [Fact]
    public async Task Where_the_standard_error_is_closed_the_compiler_fails_by_itself()
    {
        using var brain = Kit.Brain(talk => talk.SayAsync(new Exit(55)));
        Assert.Equal(3, (await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Prelude = "exec 2>&-" })).Code);
    }

    [Theory]
    [InlineData("mask real", "real")]
    [InlineData("real mask", "real")]                   // called by its path although another stands before it
    [InlineData("wrong mask real", "real")]             // what stands before us called us
    [InlineData("mask mask2 real", "real")]
    [InlineData("mask2 mask real wrong", "real")]
    [InlineData("own mask real", "real")]               // a link to us in a directory of other programs
    [InlineData("real", "real")]                        // the masquerade directory is not on PATH at all
    [InlineData("mask  real", "real")]                  // an empty entry is the current directory
    public async Task The_compiler_behind_us_is_called(string path, string expected)
    {
        foreach (var name in new[] { "mask2", "own", "wrong" }) Directory.CreateDirectory(Kit.InWork(name));
        File.Copy(Path.Combine(Kit.Masquerade, "mesh-hands"), Kit.InWork("mask2/mesh-hands"));
        File.CreateSymbolicLink(Kit.InWork("mask2/gcc"), "mesh-hands");
        File.CreateSymbolicLink(Kit.InWork("own/gcc"), Path.Combine(Kit.Masquerade, "mesh-hands"));
        File.Copy(Path.Combine(Kit.Compilers, "gcc"), Kit.InWork("wrong/gcc"));
        var places = path.Split(' ').Select(n => n switch { "mask" => Kit.Masquerade, "real" => Kit.Compilers, "" => "", _ => Kit.InWork(n) }).ToList();
        var wanted = expected == "real" ? Path.Combine(Kit.Compilers, "gcc") : Kit.InWork(expected + "/gcc");
        var masquerade = Path.Combine(Kit.Masquerade, "gcc");
        var how = new HandsStart { Arguments = [], Path = places };
        Assert.Equal([wanted, "args"], (await Kit.Start(masquerade, masquerade, ["args"], how).EndAsync(Cancel)).OutStrings);
        var variables = (await Kit.Start(masquerade, masquerade, ["env"], how).EndAsync(Cancel)).OutStrings;
        var trimmed = string.Join(':', places.Where(p => p != Kit.Masquerade && p != Kit.InWork("mask2")));
        Assert.Contains($"PATH={trimmed}", variables);
    }

    [Theory]
    [InlineData("odd-name", "odd-name")]
    [InlineData("/odd/name", null)]
    public async Task A_compiler_called_by_another_name_is_that_of_our_link_and_no_matter_of_the_node(string name, string? shown)
    {
        var real = Path.Combine(Kit.Compilers, "gcc");
        using var brain = Kit.Brain(talk => talk.SayAsync(new Exit(55)));
        var masquerade = Path.Combine(Kit.Masquerade, "gcc");
        var end = await Kit.Start(masquerade, name, ["args", "x"], new HandsStart { Arguments = [] }).EndAsync(Cancel);
        Assert.Equal(new HandsEnd(0, 0, $"{shown ?? real}\0args\0x\0", ""), end);
        end = await Kit.Start(masquerade, name, ["args"], new HandsStart { Arguments = [], Variables = ["MESH_REQUIRE=1"] }).EndAsync(Cancel);
        Assert.Equal(101, end.Code);
        Assert.Equal(0, brain.Calls);
    }

    [Fact]
    public async Task The_prefix_form_takes_the_first_that_is_not_us()
    {
        Directory.CreateDirectory(Kit.InWork("first"));
        File.Copy(Path.Combine(Kit.Compilers, "gcc"), Kit.InWork("first/gcc"));
        var end = await Kit.Start(Path.Combine(Kit.Masquerade, "mesh-hands"), "mesh-hands", ["gcc", "env"],
            new HandsStart { Arguments = [], Path = [Kit.InWork("first"), Kit.Masquerade, Kit.Compilers] }).EndAsync(Cancel);
        Assert.Contains($"PATH={Kit.InWork("first")}:{Kit.Compilers}", end.OutStrings);
        Assert.Equal(0, end.Code);
    }

    [Theory]
    [InlineData("ccache before mesh")]
    [InlineData("mesh before ccache")]
    [InlineData("mesh before ccache, no node")]
    [InlineData("ccache before mesh, no node")]
    public async Task With_ccache_every_compile_asks_the_node_once_and_a_hit_asks_nobody(string order)
    {
        Assert.SkipUnless(File.Exists($"{CcacheDirectory}/gcc"), "ccache is not installed");
        await File.WriteAllTextAsync(Kit.InWork("x.c"), "int x;\n", Cancel);
        var calls = new List<Call>();
        using var brain = order.EndsWith("no node", StringComparison.Ordinal) ? null : Kit.Brain(talk =>
        {
            lock (calls) calls.Add(talk.Call);
            var isCcache = Path.GetFileName(talk.Call.RealCompiler) == "ccache";
            return talk.SayAsync(isCcache
                ? new Exec(false, [], [$"CCACHE_PREFIX={Path.Combine(Kit.Masquerade, "mesh-hands")}"])
                : Exec.AsTyped(hold: true));
        });
        var meshFirst = order.StartsWith("mesh", StringComparison.Ordinal);
        string[] path = meshFirst ? [Kit.Masquerade, CcacheDirectory, "/usr/bin", "/bin"] : [CcacheDirectory, Kit.Masquerade, "/usr/bin", "/bin"];
        var compiler = meshFirst ? Path.Combine(Kit.Masquerade, "gcc") : $"{CcacheDirectory}/gcc";
        var how = new HandsStart { Arguments = [], Path = path, Variables = [$"CCACHE_DIR={Kit.InWork("cache")}", "CCACHE_COMPILERCHECK=mtime"] };
        for (var i = 0; i < 2; i++)
        {
            var end = await Kit.Start(compiler, "gcc", ["-c", "x.c", "-o", "x.o"], how).EndAsync(Cancel);
            Assert.Equal(new HandsEnd(0, 0, "", ""), end);
            Assert.True(new FileInfo(Kit.InWork("x.o")).Length > 0);
            File.Delete(Kit.InWork("x.o"));
        }

        var real = calls.Where(c => Path.GetFileName(c.RealCompiler) != "ccache" && c.Arguments.Contains("-c")).ToList();
        Assert.True(brain is null || real.Count == 1, string.Join('\n', calls.Select(c => $"{c.Compiler}: {string.Join(' ', c.Arguments)}")));
        Assert.All(real, c => Assert.Equal("/usr/bin/gcc", c.Compiler));
    }

    [Fact]
    public async Task Hands_cost_a_build_without_a_node_little()
    {
        // A bound that only a mistake breaks (a runtime start, a wait), not a benchmark: tests/bench has that.
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++) await Kit.CallAsync("exit", "0");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
