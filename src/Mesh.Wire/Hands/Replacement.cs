namespace Mesh.Wire.Hands;

/// <summary>What a compiler does with an output that is there already: a part of WRITE's mode, above the permissions.</summary>
[Flags]
internal enum Replacement : uint
{
    /// <summary>As an assembler: an empty file is filled, and keeps its mode; another is removed.</summary>
    Assembles = 0,

    /// <summary>It is truncated and filled, and keeps its mode.</summary>
    Fills = 0x10000,

    /// <summary>A new file is renamed over it.</summary>
    Replaces = 0x20000,
}
