using System.Diagnostics;
using Mesh.Node.Processes;

namespace Mesh.Running;

/// <summary>How to start this very program once more: its own file, or the runtime with its assembly.</summary>
internal static class OwnProgram
{
    public static ChildCommand Command(params string[] arguments)
    {
        using var self = Process.GetCurrentProcess();
        var file = self.MainModule?.FileName ?? throw new InvalidOperationException("this process has no file");
        var assembly = Environment.GetCommandLineArgs()[0];
        return Path.GetFileNameWithoutExtension(file) == "mesh" ? new ChildCommand(file, arguments) : new ChildCommand(file, [Path.GetFullPath(assembly), .. arguments]);
    }
}
