using System.CommandLine;
using Mesh.Node;
using Mesh.Views;

namespace Mesh.Commands;

/// <summary><c>mesh completions</c>: a shell's completion script, made from the command tree itself.</summary>
internal static class CompletionsCommand
{
    public static Command Create(RootCommand root)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completions",
            "Print a completion script. bash: eval \"$(mesh completions bash)\" in ~/.bashrc; zsh: the same in ~/.zshrc after compinit; " +
            "fish: mesh completions fish > ~/.config/fish/completions/mesh.fish") { shell };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(CompletionScript.Render(parsed.GetValue(shell)!, root));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
