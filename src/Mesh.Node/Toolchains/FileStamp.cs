namespace Mesh.Node.Toolchains;

/// <summary>What tells that a file is still the one that was probed.</summary>
internal sealed record FileStamp(string RealPath, long Size, long MtimeTicks)
{
    public static FileStamp? Of(string realPath)
    {
        var file = new FileInfo(realPath);
        return file.Exists ? new FileStamp(realPath, file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    public bool StillHolds => Of(RealPath) == this;
}
