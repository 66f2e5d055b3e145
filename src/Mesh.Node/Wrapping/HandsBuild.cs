namespace Mesh.Node.Wrapping;

/// <summary>What became of an attempt to have an up-to-date mesh-hands.</summary>
internal abstract record HandsBuild
{
    private HandsBuild()
    {
    }

    /// <summary>The one that is there was built from this very source, and runs on this machine.</summary>
    internal sealed record UpToDate(string Path) : HandsBuild;

    internal sealed record Built(string Path, string Compiler, bool IsStatic) : HandsBuild;

    /// <summary><see cref="Why"/> is for a person: what is missing and how to get it, or the compiler's own words.</summary>
    internal sealed record Failed(string Why) : HandsBuild;
}
