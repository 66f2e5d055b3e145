using System.Text;
using Mesh.Node;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CommandRun _run = new();
    private Call? _asked;

    public ExplainCommandTests() => _run.Environment["MESH_SOCKET"] = _directory.File("mesh.sock");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("explain", "--", "gcc", "-O2", "-c", "@more", "x.c")]
    [InlineData("explain", "gcc", "-O2", "-c", "@more", "x.c")]
    public async Task The_node_is_asked_what_was_typed(params string[] args)
    {
        await using var node = new FakeNode(_directory.File("mesh.sock"), question =>
        {
            _asked = ((ExplainRequest)question).Call;
            return new ExplainText(Encoding.UTF8.GetBytes("remote: big is free\n"));
        });

        Assert.Equal(ExitCode.Ok, await _run.RunAsync(args));

        Assert.Equal("remote: big is free\n", _run.Output);
        Assert.Equal("gcc", _asked!.Arguments[0]);
        Assert.Equal(5, _asked.Arguments.Count);
        Assert.Equal((Directory.GetCurrentDirectory(), true), (_asked.Cwd, _asked.Compiler.EndsWith("/gcc", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_node_the_real_compiler_would_run()
    {
        Assert.Equal(ExitCode.NoNode, await _run.RunAsync("explain", "--", "gcc", "-c", "x.c"));

        Assert.Matches(@"^mesh: no node runs here \(mesh join starts one\), so \S+/gcc would run here at once\n$", _run.Error);
    }

    [Fact]
    public async Task An_unknown_compiler_is_named()
    {
        Assert.Equal(ExitCode.BadUsage, await _run.RunAsync("explain", "--", "gcc-1.0"));

        Assert.Equal("mesh: gcc-1.0: no such compiler on PATH\n", _run.Error);
    }
}
