namespace Mesh.Wire.Hands;

/// <summary>What the hands noticed about the command that called them.</summary>
[Flags]
internal enum CallFlags : byte
{
    None = 0,
    StdoutIsTerminal = 1,
    StderrIsTerminal = 2,
    RequireRemote = 4,
}
