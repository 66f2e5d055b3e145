using System.Diagnostics;
using Mesh.Commands;
using Mesh.Views;

namespace Mesh.Tests.Views;

public sealed class CompletionScriptTests
{
    [Theory]
    [InlineData("mesh jo", "join")]
    [InlineData("mesh join --s", "--slots --socket --state-dir --sandbox")]
    [InlineData("mesh join --log-level deb", "debug")]
    [InlineData("mesh join --port 1 --sandbox a", "auto")]
    [InlineData("mesh completions z", "zsh")]
    [InlineData("mesh status --j", "--json")]
    [InlineData("mesh too", "toolchains")]
    [InlineData("mesh toolchains --", "--socket --json --help")]
    public async Task Bash_completes(string typed, string expected)
    {
        var script = await ScriptAsync("bash");
        var words = typed.Split(' ');
        var probe = $"COMP_WORDS=({typed}); COMP_CWORD={words.Length - 1}; _mesh; echo \"${{COMPREPLY[*]}}\"";

        var answer = await BashAsync(script + probe);

        Assert.Equal(expected, answer.Trim());
    }

    [Fact]
    public async Task Every_command_is_in_every_script()
    {
        var names = MeshCommandLine.Create(new ProgramParts { RunNode = null!, Browse = null! }).Subcommands.Select(command => command.Name).ToList();

        foreach (var shell in new[] { "bash", "zsh", "fish" })
        {
            var script = await ScriptAsync(shell);
            Assert.All(names, name => Assert.Contains(name, script));
        }
    }

    private static async Task<string> ScriptAsync(string shell)
    {
        var run = new CommandRun();
        await run.RunAsync("completions", shell);
        return run.Output;
    }

    private static async Task<string> BashAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await error);
        Assert.Equal(0, process.ExitCode);
        return await output;
    }
}
