namespace Mesh.Node.Toolchains;

/// <summary>A program that a gcc's driver starts: what makes the code. Each comes in a package of its own, which may be another release's than the driver.</summary>
/// <param name="Name"><c>cc1</c>, <c>cc1plus</c>, <c>as</c>.</param>
internal sealed record ToolchainPart(string Name, FileStamp Stamp)
{
    public const string C = "cc1", Cxx = "cc1plus", Assembler = "as";
}
