namespace Mesh.Wire.Hands;

// CALL  u32 version | u8 flags | u32 umask | str cwd | str compiler | str realpath | u64 dev | u64 ino | u64 size | u64 mtime_ns
//       | list argv | list env          str = u32 length + bytes, list = u32 count + strs, integers big-endian

/// <summary>A compiler was called: the first frame of a compile. <see cref="Arguments"/> starts with argv[0] as typed.</summary>
internal sealed record Call(
    uint Version,
    CallFlags Flags,
    uint Umask,
    string Cwd,
    string Compiler,
    string RealCompiler,
    FileIdentity Identity,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Environment) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Call;

    /// <summary>
    /// False when some string was not UTF-8: the strings then only resemble what was typed, so the one honest answer is
    /// <see cref="Exec.AsTyped"/>.
    /// </summary>
    public bool IsUtf8 { get; init; } = true;
}
