namespace Mesh.Node.Toolchains;

/// <summary>A program that a gcc's driver starts: what makes the code. Each comes in a package of its own, which may be another release's than the driver.</summary>
/// <param name="Name"><c>cc1</c>, <c>cc1plus</c>, <c>as</c>.</param>
/// <param name="Path">What the driver starts, which may be a link (binutils-config turns Gentoo's).</param>
/// <param name="Stamp">The file that it led to.</param>
internal sealed record ToolchainPart(string Name, string Path, FileStamp Stamp)
{
    public const string C = "cc1", Cxx = "cc1plus", Assembler = "as";

    /// <summary>Whether the driver would still start that very file.</summary>
    public bool StillHolds => RealPath.Of(Path) == Stamp.RealPath && Stamp.StillHolds;

    /// <summary>null when the path leads nowhere.</summary>
    public static ToolchainPart? Find(string name, string path) =>
        RealPath.Of(path) is { } real && FileStamp.Of(real) is { } stamp ? new ToolchainPart(name, path, stamp) : null;
}
