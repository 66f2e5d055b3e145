using System.Runtime.InteropServices;

namespace Mesh.Node.Wrapping;

/// <summary>What a Unix file system knows and netstandard2.1 does not: links.</summary>
internal static class LinuxFile
{
    /// <summary>Where the symbolic link points, as written; null when the path is no link.</summary>
    public static string? LinkTarget(string path)
    {
        var target = new byte[4096];    // PATH_MAX
        var length = (int)readlink(path, target, (nuint)target.Length);
        return length < 0 ? null : System.Text.Encoding.UTF8.GetString(target, 0, length);
    }

    public static void CreateLink(string target, string path)
    {
        if (symlink(target, path) != 0) throw new IOException($"{path}: cannot be made a link (errno {Marshal.GetLastWin32Error()})");
    }

#pragma warning disable IDE1006, SYSLIB1054, CA2101 // the names are libc's; LibraryImport is not on netstandard2.1; Ansi is UTF-8 on Unix
    [DllImport("libc")]
    private static extern nint readlink(string path, byte[] target, nuint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int symlink(string target, string path);
#pragma warning restore IDE1006, SYSLIB1054, CA2101
}
