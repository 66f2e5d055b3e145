using System.CommandLine;
using Mesh.Node;
using Mesh.Views;

namespace Mesh.Commands;

/// <summary><c>mesh version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print the version of this program and of the runtime under it.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(VersionLine.Text);
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
