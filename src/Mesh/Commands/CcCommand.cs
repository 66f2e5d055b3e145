using System.CommandLine;
using Mesh.Hands;

namespace Mesh.Commands;

/// <summary><c>mesh cc -- gcc ...</c>: one compile through the mesh without a masquerade directory.</summary>
internal static class CcCommand
{
    public const string Name = "cc";

    public static Command Create()
    {
        var compile = CompilerArguments.Create();
        var command = new Command(Name,
            "Run one compile through the mesh, for CC=\"mesh cc -- gcc\" and CMake launchers. Where `mesh wrap` was run, this becomes its wrapper, which starts faster.") { compile };
        command.SetAction((parsed, cancel) => HandsTwin.RunAsync(parsed.GetValue(compile)!, cancel));
        return command;
    }
}
