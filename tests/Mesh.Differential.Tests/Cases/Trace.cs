namespace Mesh.Differential.Tests.Cases;

/// <param name="Kind">What it is, its permissions, and where a link leads.</param>
/// <param name="Bytes">Of a regular file.</param>
internal sealed record Trace(string Kind, byte[]? Bytes)
{
    public static Trace Of(FileSystemInfo entry) => new(KindOf(entry), entry is FileInfo { LinkTarget: null } file && IsRegular(file) ? File.ReadAllBytes(file.FullName) : null);

    public static string KindOf(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: { } target } => $"link to {target}",
        DirectoryInfo => $"folder {Permissions(entry)}",
        FileInfo file when IsRegular(file) => $"file {Permissions(file)}",
        _ => $"special {Permissions(entry)}",
    };

    // .NET does not tell a fifo from a file, and a fifo would keep its reader waiting for ever: in the rows they are called so.
    private static bool IsRegular(FileInfo file) => !file.Name.EndsWith(".fifo", StringComparison.Ordinal);

    private static string Permissions(FileSystemInfo entry) => Convert.ToString((int)entry.UnixFileMode, 8);
}
