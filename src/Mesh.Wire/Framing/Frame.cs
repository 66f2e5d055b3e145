using Mesh.Wire.Messages;

namespace Mesh.Wire.Framing;

/// <summary>One frame as read; its body is valid until the next read.</summary>
internal readonly record struct Frame(MessageKind Kind, ReadOnlyMemory<byte> Body)
{
    /// <summary>The u32 before each frame.</summary>
    public const int LengthBytes = 4;

    /// <summary>Length and kind.</summary>
    public const int HeaderBytes = LengthBytes + 1;
}
