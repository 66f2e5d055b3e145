namespace Mesh.Wire.Hands;

// Hands -> brain, beside CALL. Together in one file because they are read together: each line is one row of docs/HANDS.md.
// `Bytes` of a message from HandsFrameReader is valid until the next read.

/// <summary>What a RUN child wrote on its standard output.</summary>
internal sealed record Stdout(uint RunId, ReadOnlyMemory<byte> Bytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Stdout;
}

/// <summary>What a RUN child wrote on its standard error.</summary>
internal sealed record Stderr(uint RunId, ReadOnlyMemory<byte> Bytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Stderr;
}

/// <summary>
/// A RUN child ended and both its pipes are drained. <see cref="Signal"/> 0: it exited with <see cref="Code"/>.
/// A command that could not be started ends with code 127 (absent) or 126, its reason on STDERR.
/// </summary>
internal sealed record Exited(uint RunId, uint Code, uint Signal, ulong UserMicroseconds, ulong SystemMicroseconds) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Exited;
}

/// <summary>The answer to STAT, in the order asked.</summary>
internal sealed record Stats(IReadOnlyList<FileStat> Files) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Stats;
}

/// <summary>The answer to READ; not ok when unreadable or longer than was allowed.</summary>
internal sealed record Content(bool Ok, ReadOnlyMemory<byte> Bytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Content;
}

/// <summary>The answer to COMMIT, DISCARD and LEAVE.</summary>
internal sealed record Done(bool Ok, uint Errno, string Message) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Done;
}
