using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A message of the peer protocol: it knows its kind and writes its own body. Each type also has a static
/// <c>Decode(ReadOnlyMemory&lt;byte&gt; body)</c>.</summary>
internal interface IMessage
{
    MessageKind Kind { get; }

    void Encode(ref MessagePackWriter writer);
}
