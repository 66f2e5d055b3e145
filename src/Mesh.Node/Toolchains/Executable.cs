using System.Runtime.InteropServices;

namespace Mesh.Node.Toolchains;

/// <summary><c>access(2)</c>: whether this user may run a file, which neither netstandard2.1 nor a file's date tells.</summary>
internal static class Executable
{
    private const int ExecuteAccess = 1;

    public static bool Is(string path) => access(path, ExecuteAccess) == 0;

#pragma warning disable IDE1006, SYSLIB1054, CA2101 // the name is libc's; LibraryImport is not on netstandard2.1; on Unix "ANSI" is UTF-8
    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern int access(string path, int mode);
#pragma warning restore IDE1006, SYSLIB1054, CA2101
}
