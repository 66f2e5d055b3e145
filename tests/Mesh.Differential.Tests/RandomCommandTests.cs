using System.Globalization;
using Mesh.Differential.Tests.Cases;
using Mesh.Differential.Tests.Loopback;
using Mesh.Differential.Tests.Random;
using Mesh.Testing;

namespace Mesh.Differential.Tests;

/// <summary>Command lines that nobody thought of, held to the same as the rows. The seed is in the output; MESH_DIFFERENTIAL_SEED sets it.</summary>
public sealed class RandomCommandTests(LoopbackMesh mesh, ITestOutputHelper output) : IClassFixture<LoopbackMesh>
{
    /// <summary>Commands of each family; MESH_DIFFERENTIAL_COMMANDS asks for more.</summary>
    private const int Usual = 1000;

    /// <summary>Whether a change is right must not depend on chance, so the same commands are run each time; tests/lab-slow.sh takes new ones.</summary>
    private const ulong UsualSeed = 8020891218149272626;

    /// <summary>Of a generator that is meant to make valid ones.</summary>
    private const double LeastValid = 0.9;

    /// <summary>Each is made shorter one part at a time, which takes time.</summary>
    private const int ShortenedFailures = 3;

    [Theory]
    [InlineData("gcc", "g++")]
    [InlineData("clang", "clang++")]
    public async Task Any_valid_command_line_does_what_the_compiler_does(string c, string cxx)
    {
        Assert.SkipUnless(ExternalProgram.Find(cxx) is not null, $"{cxx} is not installed");
        var cancel = TestContext.Current.CancellationToken;
        var seed = Number("MESH_DIFFERENTIAL_SEED") ?? (IsSlow ? (ulong)System.Random.Shared.NextInt64() : UsualSeed);
        output.WriteLine($"differential random {c}: MESH_DIFFERENTIAL_SEED={seed}");
        var commands = CommandGenerator.Sample(c, cxx, (int)(Number("MESH_DIFFERENTIAL_COMMANDS") ?? Usual), seed);

        var verdicts = await Campaign.RunAsync(mesh, [.. commands.Select(command => command.ToString())], cancel);

        var report = new Report($"random {c}", verdicts);
        output.WriteLine(report.Totals);
        output.WriteLine(report.LocalReasons);
        var shortened = await Task.WhenAll(commands.Zip(verdicts).Where(pair => pair.Second.Differences.Count > 0).Take(ShortenedFailures)
            .Select((pair, index) => ShortenAsync(mesh.Workplaces[index % mesh.Workplaces.Count], pair.First, pair.Second, cancel)));
        Assert.True(shortened.Length == 0, $"seed {seed}: the first ones, shortened:\n{string.Join("\n\n", shortened.AsEnumerable())}\n\n{report.Differences}");
        var valid = verdicts.Count(verdict => verdict.ExitCode == 0);
        Assert.True(valid >= LeastValid * verdicts.Length, $"seed {seed}: only {valid} of {verdicts.Length} were valid");
    }

    /// <summary>Leaves out whatever the difference does not need.</summary>
    private static async Task<Verdict> ShortenAsync(Workplace place, RandomCommand command, Verdict failed, CancellationToken cancel)
    {
        foreach (var shorter in command.Shorter())
        {
            var verdict = await Comparison.RunAsync(place, shorter.ToString(), cancel);
            if (verdict.ExitCode == failed.ExitCode && verdict.Differences.Count > 0) return await ShortenAsync(place, shorter, verdict, cancel);
        }

        return failed;
    }

    private static bool IsSlow => Environment.GetEnvironmentVariable("MESH_LAB_SLOW") is { Length: > 0 };

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
