using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Node.Helper;
using Mesh.Node.Processes;
using Mesh.Node.Tests.EndToEnd;
using Mesh.Node.Toolchains;
using Mesh.Testing;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Helper;

/// <summary>A helper with one compiler, gcc 12.2.1 for some-linux-gnu, and clients that ask for it.</summary>
public sealed class MatchDeskTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private ToolchainRegistry _toolchains = null!;
    private MatchDesk _desk = null!;
    private Inquiry _inquiry = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var bin = await NamedCompiler.MakeAsync(_directory, "bin", "x86_64-some-linux-gnu", "gcc");
        _toolchains = new ToolchainRegistry(ToolchainPlaces.Only([bin]), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = TimeSpan.FromSeconds(20) };
        await _toolchains.StartAsync(Cancel);
        _desk = new MatchDesk(_toolchains, new TargetProbe(new FactsShelf(_directory.File("facts"))));
        _inquiry = new Inquiry
        {
            Triplet = "x86_64-linux-gnu",
            Compiler = "gcc",
            CompilerVersion = "12.2.1",
            Language = "c",
            VersionPolicy = "exact",
            Options = ["-O2"],
            Pins = ["-m64"],
            Macros = await SayAsync("-O2", "-nostdinc", "-x", "c", "-dM", "-E", "/dev/null"),
            TargetOptions = TargetOptionText.Write(TargetOptionText.Parse(await SayAsync("-O2", "-Q", "--help=target", "--help=common"))),
        };
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return default;
    }

    [Fact]
    public async Task A_compiler_that_agrees_is_offered_until_it_changes()
    {
        var offer = await _desk.AnswerAsync(_inquiry, Cancel);

        Assert.Equal(("gcc 12.2.1 for x86_64-some-linux-gnu", ""), (offer.Toolchain, offer.Detail));
        Assert.Empty(_desk.Find(offer.Match)!.Pins); // it agrees without being told
        Assert.Null(_desk.Find("another"));
        File.SetLastWriteTimeUtc(_toolchains.Current[0].Path, DateTime.UtcNow.AddHours(-1));
        Assert.Null(_desk.Find(offer.Match));
    }

    [Fact]
    public async Task What_makes_a_difference_is_told()
    {
        var offer = await _desk.AnswerAsync(_inquiry with { Macros = _inquiry.Macros + "#define __STRANGE__ 1\n" }, Cancel);

        Assert.Equal("", offer.Match);
        Assert.Equal("gcc 12.2.1 for x86_64-some-linux-gnu: __STRANGE__ is 1 here, absent there", offer.Detail);
    }

    [Theory]
    [InlineData("pin", "-fplugin=x", "-fplugin=x is no default that this node sets")]
    [InlineData("pin", "-march=native", "-march=native is no default that this node sets")]
    [InlineData("option", "-fplugin=x", "gcc 12.2.1 for x86_64-some-linux-gnu: the option -fplugin=x is not allowed here")]
    [InlineData("option", "@file", "gcc 12.2.1 for x86_64-some-linux-gnu: the option @file is not allowed here")]
    [InlineData("compiler", "icc", "icc for c by exact is not known here")]
    [InlineData("language", "fortran", "gcc for fortran by exact is not known here")]
    [InlineData("policy", "any", "gcc for c by any is not known here")]
    [InlineData("version", "12.2.0", "no gcc 12.2.0 that may make code for x86_64-linux-gnu (c)")]
    [InlineData("triplet", "arm-linux-gnueabihf", "no gcc 12.2.1 that may make code for arm-linux-gnueabihf (c)")]
    public async Task What_a_client_may_not_ask_for_is_refused(string what, string word, string expected)
    {
        var offer = await _desk.AnswerAsync(
            what switch
            {
                "pin" => _inquiry with { Pins = [word] },
                "option" => _inquiry with { Options = [word] },
                "compiler" => _inquiry with { Compiler = word },
                "language" => _inquiry with { Language = word },
                "policy" => _inquiry with { VersionPolicy = word },
                "version" => _inquiry with { CompilerVersion = word },
                _ => _inquiry with { Triplet = word },
            },
            Cancel);

        Assert.Equal(("", expected), (offer.Match, offer.Detail));
    }

    private static async Task<string> SayAsync(params string[] arguments) => System.Text.Encoding.UTF8.GetString(
        Assert.IsType<ChildResult.Exited>(await ChildProcess.RunAsync(new ChildCommand("/usr/bin/gcc", arguments), ChildLimits.Question, TestContext.Current.CancellationToken)).Stdout);
}
