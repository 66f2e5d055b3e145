using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Wire.Tests.Messages;

/// <summary>Bodies that nobody honest sends: decoded or refused, never anything else, and without much memory.</summary>
public sealed class HostileMessageTests
{
    private static readonly MessageKind[] Kinds = Enum.GetValues<MessageKind>();

    [Fact]
    public void Every_truncation_of_every_message_is_refused()
    {
        foreach (var message in SampleMessages.All)
        {
            byte[] body = SampleMessages.Body(message);
            for (int length = 0; length < body.Length; length++)
                Assert.Throws<ProtocolException>(() => MessageCodec.Decode(new Frame(message.Kind, body.AsMemory(0, length))));
        }
    }

    [Fact]
    public void Every_byte_of_every_message_may_be_any_other()
    {
        foreach (var message in SampleMessages.All)
        {
            byte[] body = SampleMessages.Body(message);
            for (int at = 0; at < body.Length; at++)
            {
                byte was = body[at];
                for (int value = 0; value < 256; value++)
                {
                    body[at] = (byte)value;
                    Decode(message.Kind, body);
                }
                body[at] = was;
            }
        }
    }

    [Fact]
    public void Random_bodies_are_decoded_or_refused() => Prop.ForAll(
        (from kind in Gen.Elements(Kinds) from body in ArbMap.Default.GeneratorFor<byte[]>() select (kind, body)).ToArbitrary(),
        sample => Decode(sample.kind, sample.body)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Mutated_messages_are_decoded_or_refused() => Prop.ForAll(
        (from message in Gen.Elements(SampleMessages.All.ToArray())
         from edits in Gen.Choose(1, 5).SelectMany(count => Edit.ListOf(count))
         select (message.Kind, Body: edits.Aggregate(SampleMessages.Body(message), (body, edit) => edit(body)))).ToArbitrary(),
        sample => Decode(sample.Kind, sample.Body)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    /// <summary>A body of the largest size can cost a small multiple of itself, whatever its counts claim.</summary>
    [Theory]
    [InlineData((byte)MessageKind.Hello, "84 0101 0201 04dc0010", WireLimits.MaxHelloBytes)]
    [InlineData((byte)MessageKind.Job, "8b 0101 07dd0000ffff", WireLimits.MaxJobBytes)]
    [InlineData((byte)MessageKind.Job, "8b 0101 07ddffffffff", WireLimits.MaxJobBytes)]
    [InlineData((byte)MessageKind.Result, "88 0101 05c6ffffffff", WireLimits.MaxFrameBytes)]
    [InlineData((byte)MessageKind.Result, "88 0101 05c600200000", WireLimits.MaxFrameBytes)]
    public void Memory_is_bounded_by_what_came(byte kindNumber, string hex, int length)
    {
        var kind = (MessageKind)kindNumber;
        byte[] start = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        byte[] body = new byte[length - 1];
        Array.Fill(body, (byte)0xa0);   // texts of length 0
        start.CopyTo(body, 0);
        Decode(kind, body);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Decode(kind, body);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < (4L * length) + 65536, $"{allocated} bytes for a body of {length}");
    }

    private static Gen<Func<byte[], byte[]>> Edit { get; } =
        from kind in Gen.Choose(0, 4)
        from spot in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 8)
        from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0x80, 0x8f, 0x90, 0xc4, 0xc6, 0xdb, 0xdd, 0xdf, 0xcf, 0xff, 0xa0, 0xbf))
        select (Func<byte[], byte[]>)(body => Edited(body, kind, body.Length == 0 ? 0 : spot % body.Length, length, (byte)value));

    private static byte[] Edited(byte[] body, int kind, int at, int length, byte value)
    {
        int count = Math.Min(length, body.Length - at);
        return kind switch
        {
            0 => [.. body[..at], value, .. body[Math.Min(at + 1, body.Length)..]],
            1 => [.. body[..at], value, .. body[at..]],
            2 => [.. body[..at], .. body[(at + count)..]],
            3 => [.. body[..(at + count)], .. body[at..]],
            _ => body[..at],
        };
    }

    private static void Decode(MessageKind kind, byte[] body)
    {
        try
        {
            MessageCodec.Decode(new Frame(kind, body));
        }
        catch (ProtocolException)
        {
            // As it should be; anything else fails the test.
        }
    }
}
