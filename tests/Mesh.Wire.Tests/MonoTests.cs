using Mesh.Testing;

namespace Mesh.Wire.Tests;

/// <summary>The netstandard2.1 build on the distribution's Mono.</summary>
public sealed class MonoTests
{
    [Fact]
    public async Task A_job_travels_on_Mono_with_every_codec()
    {
        string? mono = ExternalProgram.Find("mono");
        Assert.SkipWhen(mono is null, "mono is not installed (Debian: mono-runtime libmono-system4.0-cil libmono-system-core4.0-cil)");
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Repository.File("tests", "Mesh.Wire.OnMono", "bin", configuration, "netstandard2.1", "Mesh.Wire.OnMono.dll");
        string output = await ExternalProgram.RunAsync(mono!, [program], TestContext.Current.CancellationToken);
        Assert.Equal(["zstd whole", "deflate whole", "none whole", "end"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
