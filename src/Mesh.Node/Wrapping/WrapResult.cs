namespace Mesh.Node.Wrapping;

/// <summary>What <c>mesh wrap</c> did.</summary>
internal abstract record WrapResult
{
    private WrapResult()
    {
    }

    /// <summary>Names are sorted. <see cref="Names"/>: all that are linked now; <see cref="Dropped"/>: their compiler has gone from PATH.</summary>
    internal sealed record Wrapped(
        string Directory,
        IReadOnlyList<string> Names,
        IReadOnlyList<string> Added,
        IReadOnlyList<string> Dropped,
        HandsBuild Build) : WrapResult;

    /// <summary>The directory holds files that are not ours; nothing was touched.</summary>
    internal sealed record Foreign(string Directory, IReadOnlyList<string> Files) : WrapResult;

    internal sealed record Failed(string Why) : WrapResult;
}
