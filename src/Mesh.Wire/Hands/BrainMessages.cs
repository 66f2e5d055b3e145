namespace Mesh.Wire.Hands;

// Brain -> hands. Together in one file because they are read together: each is one row of docs/HANDS.md.

/// <summary>
/// Become the real compiler. Holding: spawn it, wait, end as it did; the open socket is the local slot lease until then.
/// No arguments: the caller's own, byte for byte. Environment edits: "NAME=value" sets, "NAME" unsets.
/// </summary>
internal sealed record Exec(bool Hold, IReadOnlyList<string> Arguments, IReadOnlyList<string> EnvironmentEdits) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Exec;

    /// <summary>Run exactly what was typed.</summary>
    public static Exec AsTyped(bool hold) => new(hold, [], []);
}

/// <summary>Start a child; its output comes back as STDOUT and STDERR, its end as EXITED. Arguments[0] is an absolute path or "", the real compiler.</summary>
internal sealed record Run(uint RunId, IReadOnlyList<string> Arguments, IReadOnlyList<string> EnvironmentEdits) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Run;
}

/// <summary>What are these paths (relative to the caller's directory)? Answered by STATS.</summary>
internal sealed record Stat(IReadOnlyList<string> Paths) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Stat;
}

/// <summary>The whole content of a regular file of at most <see cref="MaxBytes"/>. Answered by CONTENT.</summary>
internal sealed record Read(string Path, ulong MaxBytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Read;
}

/// <summary>Begin a temporary file beside <see cref="Path"/>; DATA fills it, CLOSE ends it, COMMIT renames it. Mode is before the umask, with a <see cref="Replacement"/>.</summary>
internal sealed record Write(string Path, uint Mode) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Write;
}

/// <summary>More bytes of the file begun by WRITE.</summary>
internal sealed record Data(ReadOnlyMemory<byte> Bytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Data;
}

/// <summary>The end of the file begun by WRITE.</summary>
internal sealed record Close : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Close;
}

/// <summary>A file that a RUN made: COMMIT renames it to <see cref="Final"/>, anything else removes it. Send it before that RUN, so that it never stays.</summary>
internal sealed record Adopt(string Temporary, string Final) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Adopt;
}

/// <summary>Make all outputs appear, or none. With <see cref="ThenExit"/>, print what OUT and ERR brought and end with <see cref="Code"/>. Answered by DONE.</summary>
internal sealed record Commit(bool ThenExit, uint Code) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Commit;
}

/// <summary>Remove all temporary files, forget OUT and ERR. Answered by DONE.</summary>
internal sealed record Discard : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Discard;
}

/// <summary>For the caller's standard output, printed when the compile ends through COMMIT or EXIT; EXEC and DISCARD forget it.</summary>
internal sealed record Out(ReadOnlyMemory<byte> Bytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Out;
}

/// <summary>For the caller's standard error, in order with OUT; as <see cref="Out"/>.</summary>
internal sealed record Err(ReadOnlyMemory<byte> Bytes) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Err;
}

/// <summary>Remove what was not committed, print OUT and ERR, end with this code.</summary>
internal sealed record Exit(uint Code) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Exit;
}

/// <summary>Kill a RUN child; EXITED still follows.</summary>
internal sealed record Kill(uint RunId) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Kill;
}

/// <summary>
/// Still working. Hands that hear nothing more for <see cref="Seconds"/> take the node for hung and compile locally; until
/// the first WAIT they wait for ever, 0 returns to that.
/// </summary>
internal sealed record Wait(uint Seconds) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Wait;
}
