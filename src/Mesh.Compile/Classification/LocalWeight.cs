namespace Mesh.Compile.Classification;

/// <summary>What a command that stays here costs this machine.</summary>
internal enum LocalWeight
{
    /// <summary>A question to the compiler (<c>--version</c>, <c>-print-*</c>): runs at once, without a slot.</summary>
    None,

    /// <summary>Preprocessing or scanning for dependencies.</summary>
    Light,

    /// <summary>Compiling, assembling or linking.</summary>
    Heavy,
}
