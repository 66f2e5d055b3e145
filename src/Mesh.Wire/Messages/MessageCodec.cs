using System.Buffers.Binary;
using Mesh.Wire.Framing;
using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>Frames to messages and back. Conversations that know which kinds may come decode those themselves.</summary>
internal static class MessageCodec
{
    public static IMessage Decode(in Frame frame) => frame.Kind switch
    {
        MessageKind.Hello => Hello.Decode(frame.Body),
        MessageKind.State => State.Decode(frame.Body),
        MessageKind.Goodbye => Goodbye.Decode(frame.Body),
        MessageKind.Ping => Ping.Decode(frame.Body),
        MessageKind.Pong => Pong.Decode(frame.Body),
        MessageKind.Job => Job.Decode(frame.Body),
        MessageKind.Accepted => Accepted.Decode(frame.Body),
        MessageKind.Refused => Refused.Decode(frame.Body),
        MessageKind.SourceChunk => SourceChunk.Decode(frame.Body),
        MessageKind.SourceEnd => SourceEnd.Decode(frame.Body),
        MessageKind.Result => Result.Decode(frame.Body),
        MessageKind.OutputChunk => OutputChunk.Decode(frame.Body),
        MessageKind.ResultEnd => ResultEnd.Decode(frame.Body),
        MessageKind.Inquiry => Inquiry.Decode(frame.Body),
        MessageKind.Offer => Offer.Decode(frame.Body),
        _ => throw new ProtocolException($"frame of unknown kind {(byte)frame.Kind}"),
    };

    /// <summary>Appends one frame. A message beyond its kind's limit is our own mistake, not the peer's.</summary>
    // u32 length, big-endian, of what follows | u8 kind | MessagePack body
    public static void Encode<T>(in T message, PooledBuffer output)
        where T : IMessage
    {
        int start = output.Length;
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(Frame.HeaderBytes), 0);
        output.Advance(Frame.HeaderBytes);
        var writer = new MessagePackWriter(output);
        message.Encode(ref writer);
        int length = output.Length - start - Frame.LengthBytes;
        if (length > WireLimits.MaxFrame(message.Kind))
        {
            output.Truncate(start);
            throw new ArgumentException($"a {message.Kind} of {length} bytes; {WireLimits.MaxFrame(message.Kind)} are allowed", nameof(message));
        }
        var header = output.Written(start, Frame.HeaderBytes);
        BinaryPrimitives.WriteInt32BigEndian(header, length);
        header[Frame.LengthBytes] = (byte)message.Kind;
    }
}
