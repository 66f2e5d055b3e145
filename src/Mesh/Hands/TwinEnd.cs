namespace Mesh.Hands;

/// <summary>How a conversation with the node ended: what remains to be done.</summary>
internal abstract record TwinEnd
{
    private TwinEnd()
    {
    }

    /// <summary>No answer to be had: compile here.</summary>
    internal sealed record Local(string Why) : TwinEnd;

    /// <summary>The node says which command to become, or (holding) to run while the connection stays open.</summary>
    internal sealed record Exec(Wire.Hands.Exec Message) : TwinEnd;

    internal sealed record Exit(int Code) : TwinEnd;

    /// <summary>What was asked is answered.</summary>
    internal sealed record Explained(string Text) : TwinEnd;

    /// <summary>The caller wished us away; everything is cleaned up.</summary>
    internal sealed record Cancelled : TwinEnd;
}
