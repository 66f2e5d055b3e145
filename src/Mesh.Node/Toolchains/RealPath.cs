using System.Runtime.InteropServices;

namespace Mesh.Node.Toolchains;

/// <summary><c>realpath(3)</c>: .NET resolves only the last link of a path, Mono none.</summary>
internal static class RealPath
{
    public static string? Of(string path)
    {
        var resolved = realpath(path, IntPtr.Zero);
        if (resolved == IntPtr.Zero) return null;
        try
        {
            return Marshal.PtrToStringAnsi(resolved);
        }
        finally
        {
            free(resolved);
        }
    }

#pragma warning disable IDE1006, SYSLIB1054, CA2101 // the names are libc's; LibraryImport is not on netstandard2.1; on Unix "ANSI" is UTF-8
    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern IntPtr realpath(string path, IntPtr resolved);

    [DllImport("libc")]
    private static extern void free(IntPtr memory);
#pragma warning restore IDE1006, SYSLIB1054, CA2101
}
