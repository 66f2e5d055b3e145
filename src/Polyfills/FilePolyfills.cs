using System.Runtime.InteropServices;

namespace System.IO;

/// <summary><c>File.Move</c> over an existing file, which came with .NET Core 3.0.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class FilePolyfills
{
    extension(File)
    {
        public static void Move(string from, string to, bool overwrite)
        {
            if (!overwrite) File.Move(from, to);
            else if (rename(from, to) != 0) throw new IOException($"cannot rename {from} to {to}: errno {Marshal.GetLastWin32Error()}");
        }

        /// <summary>Came with .NET 6.</summary>
        public static void CreateSymbolicLink(string path, string pathToTarget)
        {
            if (symlink(pathToTarget, path) != 0) throw new IOException($"cannot make the link {path}: errno {Marshal.GetLastWin32Error()}");
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int rename(string from, string to);

    [DllImport("libc", SetLastError = true)]
    private static extern int symlink(string target, string path);
}
