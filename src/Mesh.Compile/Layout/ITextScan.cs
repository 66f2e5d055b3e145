namespace Mesh.Compile.Layout;

/// <summary>Looks through one text, piece by piece, for what keeps it from being compiled elsewhere as it would be at home.</summary>
internal interface ITextScan
{
    /// <summary>What that is, in words for people; null as long as nothing of the kind has been fed.</summary>
    string? Found { get; }

    void Feed(ReadOnlySpan<byte> piece);
}
