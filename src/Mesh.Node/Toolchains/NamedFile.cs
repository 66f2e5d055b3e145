namespace Mesh.Node.Toolchains;

/// <summary>
/// A path with a compiler's name and what it led to at that moment. A link on the way that is turned (alternatives), the file behind it, the permission
/// to run it: none of these has to change the directory that the path is in.
/// </summary>
internal sealed record NamedFile(string Path, FileStamp? File, bool IsExecutable)
{
    /// <summary>
    /// Pipes, sockets and devices have no size, and opening one can take for ever or do something; an empty file is no program either.
    /// </summary>
    public bool MayBeProgram => IsExecutable && File is { Size: > 0 };

    public static NamedFile Of(string path)
    {
        var file = RealPath.Of(path) is { } real ? FileStamp.Of(real) : null;
        return new NamedFile(path, file, file is not null && Executable.Is(file.RealPath));
    }
}
