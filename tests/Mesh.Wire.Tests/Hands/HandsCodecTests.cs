using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire.Hands;

namespace Mesh.Wire.Tests.Hands;

public sealed class HandsCodecTests
{
    [Fact]
    public void Every_message_survives_the_wire() => Prop.ForAll(AnyMessage.Arbitrary, message =>
    {
        var bytes = AnyMessage.Encode(message);
        return AnyMessage.Encode(HandsCodec.Decode(bytes.AsMemory(4))).AsSpan().SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_frame_cut_short_is_refused() => Prop.ForAll(AnyMessage.Arbitrary, message =>
    {
        var bytes = AnyMessage.Encode(message);
        return HasOpenEnd(message) || Enumerable.Range(0, bytes.Length - 4).All(length => !IsWholeMessage(bytes.AsMemory(4, length)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_frame_with_a_byte_too_many_is_refused() => Prop.ForAll(AnyMessage.Arbitrary, message =>
        HasOpenEnd(message) || !IsWholeMessage(new ReadOnlyMemory<byte>([.. AnyMessage.Encode(message), 0])[4..])).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_a_message_or_a_protocol_error()
    {
        // Random kinds and plausible lengths get further into the parser than plain noise.
        var bytes = Gen.Choose(0, 3).SelectMany(n => Gen.Elements<byte>(0, 0, 0, 1, 4, 65, 66, 255).ArrayOf(n * 20 + 1));
        var frames = Gen.Elements(Enum.GetValues<HandsFrameKind>()).SelectMany(kind => bytes.Select(b => new ReadOnlyMemory<byte>([(byte)kind, .. b])));
        Prop.ForAll(Arb.From(frames), frame =>
        {
            _ = IsWholeMessage(frame);     // any other exception fails
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Theory]
    [InlineData("00")]                              // no such kind
    [InlineData("43ffffffff00")]                    // STAT of 4 thousand million paths
    [InlineData("4300000002000000016100")]          // STAT: the second path is missing
    [InlineData("430000000100000002c328")]          // not UTF-8
    [InlineData("4300000001000000020061")]          // NUL
    [InlineData("05ffffffff")]                      // STATS
    [InlineData("490200000000")]                    // COMMIT: neither 0 nor 1
    [InlineData("0100000002")]                      // CALL of another version
    public void A_broken_frame_is_a_protocol_error(string hex) =>
        Assert.Throws<ProtocolException>(() => HandsCodec.Decode(Convert.FromHexString(hex)));

    [Fact]
    public void A_call_that_is_not_utf8_can_be_told()
    {
        var call = new Call(1, CallFlags.None, 0, "/", "/usr/bin/gcc", "/usr/bin/gcc", default, ["gcc", "PLACE.c"], []);
        var bytes = AnyMessage.Encode(call);
        Assert.True(((Call)HandsCodec.Decode(bytes.AsMemory(4))).IsUtf8);
        bytes[bytes.AsSpan().IndexOf("PLACE"u8)] = 0xff;
        var read = (Call)HandsCodec.Decode(bytes.AsMemory(4));
        Assert.False(read.IsUtf8);
        Assert.Equal("\uFFFDLACE.c", read.Arguments[1]);
    }

    [Fact]
    public void A_call_without_a_command_is_refused() => Assert.Throws<ProtocolException>(() => HandsCodec.Decode(
        AnyMessage.Encode(new Call(1, CallFlags.None, 0, "/", "", "", default, [], [])).AsMemory(4)));

    [Fact]
    public void A_frame_over_the_limit_is_not_sent_and_spoils_nothing()
    {
        var fields = new FieldWriter();
        HandsCodec.Encode(new Exit(1), fields);
        Assert.Throws<ArgumentException>(() => HandsCodec.Encode(new Exec(false, [new string('x', HandsLimits.MaxFrameBytes)], []), fields));
        Assert.Equal(AnyMessage.Encode(new Exit(1)), fields.Written.ToArray());
    }

    private static bool HasOpenEnd(HandsMessage message) => message is Stdout or Stderr or Content or StatusJson or ExplainText or Data or Out or Err;

    private static bool IsWholeMessage(ReadOnlyMemory<byte> frame)
    {
        try
        {
            _ = HandsCodec.Decode(frame);
            return true;
        }
        catch (ProtocolException)
        {
            return false;
        }
    }
}
