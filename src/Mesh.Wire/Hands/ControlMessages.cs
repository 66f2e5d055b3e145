namespace Mesh.Wire.Hands;

// The same socket also answers the `mesh` command line: one request, one answer.

/// <summary>What does the node know? Answered by <see cref="StatusJson"/>.</summary>
internal sealed record StatusRequest : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Status;
}

/// <summary>UTF-8 JSON, the schema of `mesh status --json`.</summary>
internal sealed record StatusJson(ReadOnlyMemory<byte> Utf8) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.StatusJson;
}

/// <summary>Leave the mesh. Answered by <see cref="Done"/>.</summary>
internal sealed record LeaveRequest : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Leave;
}

/// <summary>What would happen to this call, and why? Answered by <see cref="ExplainText"/>; nothing is run.</summary>
internal sealed record ExplainRequest(Call Call) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.Explain;
}

/// <summary>UTF-8 text for a person.</summary>
internal sealed record ExplainText(ReadOnlyMemory<byte> Utf8) : HandsMessage
{
    public override HandsFrameKind Kind => HandsFrameKind.ExplainText;
}
