namespace Mesh.Compile.Objects;

/// <summary>Whose doing it is that a file from a helper is not accepted.</summary>
internal enum Culprit
{
    /// <summary>The helper's: no source and no honest compiler of this target brings it about.</summary>
    Helper,

    /// <summary>The helper's, or that of an assembler directive in the source.</summary>
    HelperOrSource,

    /// <summary>Nobody's: it cannot be told whether the file is right.</summary>
    Nobody,
}
