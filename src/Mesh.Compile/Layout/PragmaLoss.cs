namespace Mesh.Compile.Layout;

/// <summary>What <c>gcc -E -fdirectives-only</c> does to the pragmas of a file.</summary>
internal enum PragmaLoss
{
    /// <summary>It keeps them, or leaves a trace.</summary>
    None,

    /// <summary>It would lose one, and then stumble over the directive behind it, and say so: where it says nothing, that pragma is not in use.</summary>
    Noticed,

    /// <summary>It may lose one and nobody would know.</summary>
    Silent,
}
