using System.CommandLine;
using Mesh.Node;
using Mesh.Node.Wrapping;

namespace Mesh.Commands;

/// <summary><c>eval "$(mesh env)"</c>: this shell's compiles go through the mesh.</summary>
internal static class EnvCommand
{
    public static Command Create(ProgramParts parts)
    {
        var directory = WrapDirectory.Argument();
        var socket = SocketFlag.Create();
        var command = new Command("env", "Print shell lines that put the wrapper first on PATH: eval \"$(mesh env)\".") { directory, socket };
        command.SetAction(parsed =>
        {
            var chosen = WrapDirectory.Chosen(parsed, directory, parts.Places);
            if (!File.Exists(new Masquerade(chosen).WrapperPath)) throw new CommandException(ExitCode.WrapFailed, $"there is no wrapper in {chosen}; `mesh wrap` makes it");
            var named = parsed.GetValue(socket) is { Length: > 0 } given ? Path.GetFullPath(given) : null;
            parsed.InvocationConfiguration.Output.Write(MasqueradeScript.Env(chosen, named));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
