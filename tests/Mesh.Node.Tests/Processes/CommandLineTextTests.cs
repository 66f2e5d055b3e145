using System.Text;
using Mesh.Node.Processes;

namespace Mesh.Node.Tests.Processes;

public sealed class CommandLineTextTests
{
    [Fact]
    public async Task A_shell_reads_back_what_was_quoted()
    {
        string[] odd = ["", " ", "a b", "\"", "'", "''", "\\", "\\'", "$HOME", "*", "é", "a\nb", "--"];

        var script = $"printf '%s|' {CommandLineText.Quote(odd)}";
        var result = await ChildProcess.RunAsync(
            new ChildCommand("/bin/sh", ["-c", script]), ChildLimits.Question, TestContext.Current.CancellationToken);

        Assert.Equal(string.Join("|", odd) + "|", Encoding.UTF8.GetString(Assert.IsType<ChildResult.Exited>(result).Stdout));
    }
}
