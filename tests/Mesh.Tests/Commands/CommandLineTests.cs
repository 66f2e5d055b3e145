using Mesh.Commands;
using Mesh.Node;

namespace Mesh.Tests.Commands;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands =>
        [.. MeshCommandLine.Create(new ProgramParts { RunNode = null!, Browse = null! }).Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_explains_itself(string command)
    {
        var run = new CommandRun();

        Assert.Equal(ExitCode.Ok, await run.RunAsync(command, "--help"));

        Assert.Matches($@"Usage:\n  \S+ {command}\b", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var run = new CommandRun();

        Assert.Equal(ExitCode.Ok, await run.RunAsync("version"));

        Assert.Matches(@"^mesh \d+\.\d+\.\d+ \(.*\)\n$", run.Output);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("status", "--nonsense")]
    [InlineData("join", "--slots")]
    [InlineData("completions", "tcsh")]
    public async Task A_wrong_command_line_has_its_own_exit_code(params string[] args)
    {
        var run = new CommandRun();

        Assert.Equal(ExitCode.BadUsage, await run.RunAsync(args));

        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task No_command_prints_the_help()
    {
        var run = new CommandRun();

        Assert.Equal(ExitCode.BadUsage, await run.RunAsync());

        Assert.Contains("Commands:", run.Output);
    }
}
