using System.Text;
using System.Text.RegularExpressions;
using Mesh.Differential.Tests.Cases;
using Mesh.Differential.Tests.Loopback;
using Mesh.Lab;
using Mesh.Lab.Sources;

namespace Mesh.Differential.Tests;

/// <summary>What configure scripts and CMake find out about a compiler is the same through the mesh.</summary>
public sealed partial class ConfigureTests(LoopbackMesh mesh, ITestOutputHelper output) : IClassFixture<LoopbackMesh>
{
    /// <summary>The larger ones are for tests/lab-slow.sh.</summary>
    public static TheoryData<string, string, string> Projects()
    {
        var projects = new TheoryData<string, string, string>
        {
            { DebianSource.Ogg.Name, "./configure", "config.h" },
            { DebianSource.Popt.Name, "./configure", "config.h" },
            { DebianSource.YamlCpp.Name, "cmake -S . -B build -DYAML_CPP_BUILD_TESTS=OFF", "build/CMakeCache.txt" },
        };
        if (Environment.GetEnvironmentVariable("MESH_LAB_SLOW") is { Length: > 0 }) projects.Add("lzo2", "./configure", "config.h");
        return projects;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Configuring_finds_the_same(string package, string command, string result)
    {
        var cancel = TestContext.Current.CancellationToken;
        var project = await FetchAsync(package, cancel);
        var place = mesh.Workplaces[0];

        var bare = await place.RunInProjectAsync(project, command, meshed: false, cancel);
        var meshed = await place.RunInProjectAsync(project, command, meshed: true, cancel);

        Assert.Equal(0, bare.ExitCode);
        Assert.Equal(0, meshed.ExitCode);
        Assert.Equal(Plain(bare.Files, place)[result], Plain(meshed.Files, place)[result]);
        Assert.Equal(Plain(bare.Stdout, place), Plain(meshed.Stdout, place));
        Assert.Equal(Plain(bare.Files, place), Plain(meshed.Files, place));
        output.WriteLine($"differential configure {package}: {bare.Files.Traces.Count} files, all the same");
    }

    // The compiler's own place stands in what is found, and the logs tell the time of day, the PATH and random names of folders.
    private static SortedDictionary<string, string> Plain(Footprint files, Workplace place) => new(files.Traces
        .Where(file => !Log().IsMatch(file.Key))
        .ToDictionary(file => file.Key, file => $"{file.Value.Kind} {Plain(file.Value.Bytes ?? [], place)}"), StringComparer.Ordinal);

    private static string Plain(byte[] bytes, Workplace place) => Encoding.Latin1.GetString(bytes).Replace(place.Masquerade, "/usr/bin", StringComparison.Ordinal);

    private static async Task<string> FetchAsync(string package, CancellationToken cancel)
    {
        try
        {
            return await new DebianSource(package).FetchAsync(cancel);
        }
        catch (LabUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    [GeneratedRegex(@"(^|/)(config\.log|CMake(Output|Error|ConfigureLog)\.(log|yaml))$")]
    private static partial Regex Log();
}
