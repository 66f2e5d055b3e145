namespace Mesh.Wire.Hands;

/// <summary>What one frame may hold; both sides check before they allocate.</summary>
internal static class HandsLimits
{
    /// <summary>The protocol version in CALL.</summary>
    public const uint Version = 1;

    /// <summary>8 MiB, kind byte included: Linux gives argv and environment together 2 MiB by default, 6 MiB at most.</summary>
    public const int MaxFrameBytes = 8 * 1024 * 1024;

    /// <summary>256 KiB: a pipe holds 64 KiB, so more per STDOUT or DATA frame saves no system call.</summary>
    public const int MaxChunkBytes = 256 * 1024;
}
