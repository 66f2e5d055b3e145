namespace Mesh.Node.Peers;

/// <summary>How a peer's toolchain compared with one of ours, by what both made of the same sources.</summary>
/// <param name="Word"><c>identical</c>, <c>equivalent</c>, <c>different</c>; <c>untested</c> where our compiler is out of this node's reach.</param>
/// <param name="Where">What differs; empty where nothing does.</param>
internal sealed record CodeVerdict(string Word, string Where)
{
    public const string DifferentWord = "different";

    public static CodeVerdict Untested { get; } = new("untested", "");

    public bool IsDifferent => Word == DifferentWord;
}
