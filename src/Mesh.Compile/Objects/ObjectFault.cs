namespace Mesh.Compile.Objects;

/// <summary>Why a file from a helper is not what the client's own compiler would have made.</summary>
/// <param name="What">What it is instead, in a sentence.</param>
/// <param name="Culprit">Whose doing it is.</param>
internal sealed record ObjectFault(string What, Culprit Culprit = Culprit.Helper)
{
    /// <summary>A sentence, where there is one, about what only the helper can have done.</summary>
    public static ObjectFault? OfHelper(string? what) => what is null ? null : new ObjectFault(what);

    public override string ToString() => What;
}
