using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Node.Tests.EndToEnd;
using Mesh.Node.Toolchains;
using Mesh.Testing;

namespace Mesh.Node.Tests.Toolchains;

public sealed class TargetProbeTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_compiler_is_asked_once_and_never_after_a_restart()
    {
        var toolchain = await ToolchainAsync();

        var (facts, _) = await Probe().AskAsync(toolchain, SourceLanguage.C, ["-O2"], Cancel);
        File.Delete(toolchain.Path); // so that only what was kept can answer
        var (again, _) = await Probe().AskAsync(toolchain, SourceLanguage.C, ["-O2"], Cancel);

        Assert.Equal("1", facts!.Macro("__OPTIMIZE__"));
        Assert.Equal(facts.Macros, again!.Macros);
        await Assert.ThrowsAsync<IOException>(() => Probe().AskAsync(toolchain, SourceLanguage.C, ["-O1"], Cancel));
    }

    [Fact]
    public async Task What_a_compiler_says_against_the_options_is_told()
    {
        var (facts, whyNot) = await Probe().AskAsync(await ToolchainAsync(), SourceLanguage.C, ["-fno-such-thing-as-this"], Cancel);

        Assert.Null(facts);
        Assert.Contains("-fno-such-thing-as-this", whyNot);
    }

    private async Task<Toolchain> ToolchainAsync()
    {
        var path = Path.Combine(await NamedCompiler.MakeAsync(_directory, "bin", "some-linux-gnu", "gcc"), "some-linux-gnu-gcc");
        return new Toolchain(path, new CompilerIdentity(CompilerFamily.Gcc, "12.2.1", "gcc version 12.2.1", "some-linux-gnu"), [SourceLanguage.C], FileStamp.Of(path)!);
    }

    private TargetProbe Probe() => new(new FactsShelf(_directory.File("facts")));
}
