namespace Mesh.Wire.Hands;

/// <summary>One frame of the conversation between the hands (src/hands/hands.c, HandsTwin) and the brain (a node). Layout: docs/HANDS.md.</summary>
internal abstract record HandsMessage
{
    /// <summary>The kind byte that stands for this message on the wire.</summary>
    public abstract HandsFrameKind Kind { get; }
}
