using System.CommandLine;
using Mesh.Hands;

namespace Mesh.Commands;

/// <summary><c>mesh cc -- gcc ...</c>: one compile through the mesh without a masquerade directory.</summary>
internal static class CcCommand
{
    public const string Name = "cc";

    /// <summary>None: it catches its own signals, for it must die of the same one. On Mono it relies on the command line's token.</summary>
#if NETSTANDARD2_1
    public static TimeSpan? TimeToStop { get; } = TimeSpan.FromSeconds(5);
#else
    public static TimeSpan? TimeToStop => null;
#endif

    public static Command Create()
    {
        var compile = CompilerArguments.Create();
        var command = new Command(Name,
            "Run one compile through the mesh, for CC=\"mesh cc -- gcc\" and CMake launchers. Where `mesh wrap` was run, this becomes its wrapper, which starts faster.") { compile };
        command.SetAction((parsed, cancel) => HandsTwin.RunAsync(parsed.GetValue(compile)!, cancel));
        return command;
    }
}
