using System.Text.Json;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;
using Package = global::MessagePack;

namespace Mesh.Wire.Tests.Messages;

public sealed class MessageCodecTests
{
    [Fact]
    public void Every_kind_has_a_sample() =>
        Assert.Equal(Enum.GetValues<MessageKind>(), SampleMessages.All.Select(m => m.Kind).Distinct().Order());

    [Theory]
    [MemberData(nameof(SampleMessages.Indexes), MemberType = typeof(SampleMessages))]
    public void A_message_comes_back_as_it_was(int index)
    {
        var message = SampleMessages.All[index];
        Assert.Equal(Described(message), Described(Decode(message.Kind, SampleMessages.Body(message))));
    }

    /// <summary>A later version adds keys at the end of a map, and inside the maps in it.</summary>
    [Theory]
    [MemberData(nameof(SampleMessages.Indexes), MemberType = typeof(SampleMessages))]
    public void Unknown_keys_are_skipped(int index)
    {
        var message = SampleMessages.All[index];
        if (message is SourceChunk or OutputChunk)
            return;
        byte[] body = MapSurgery.WithUnknownKeys(SampleMessages.Body(message));
        Assert.Equal(Described(message), Described(Decode(message.Kind, body)));
    }

    /// <summary>The keys a message cannot do without, as docs/PROTOCOL.md lists them.</summary>
    [Theory]
    [InlineData((byte)MessageKind.Hello, 4)]
    [InlineData((byte)MessageKind.State, 4)]
    [InlineData((byte)MessageKind.Goodbye, 1)]
    [InlineData((byte)MessageKind.Ping, 1)]
    [InlineData((byte)MessageKind.Pong, 1)]
    [InlineData((byte)MessageKind.Job, 10)]
    [InlineData((byte)MessageKind.Accepted, 1)]
    [InlineData((byte)MessageKind.Refused, 2)]
    [InlineData((byte)MessageKind.SourceEnd, 2)]
    [InlineData((byte)MessageKind.Result, 6)]
    [InlineData((byte)MessageKind.ResultEnd, 1)]
    public void A_required_key_may_not_be_missing(byte kindNumber, int required)
    {
        var kind = (MessageKind)kindNumber;
        byte[] body = SampleMessages.Body(SampleMessages.All.First(m => m.Kind == kind));
        for (int key = 1; key <= MapSurgery.Count(body); key++)
        {
            byte[] without = MapSurgery.Without(body, key);
            if (key <= required)
                Assert.Contains($"without its key {key}", Assert.Throws<ProtocolException>(() => Decode(kind, without)).Message, StringComparison.Ordinal);
            else
                Decode(kind, without);
        }
    }

    [Theory]
    [InlineData((byte)MessageKind.Accepted, "8201070108", "a key twice")]
    [InlineData((byte)MessageKind.Accepted, "8101", "no value")]
    [InlineData((byte)MessageKind.Accepted, "810107c0", "bytes after the end")]
    [InlineData((byte)MessageKind.Accepted, "8101ff", "a negative job")]
    [InlineData((byte)MessageKind.Accepted, "81a16107", "a key that is text")]
    [InlineData((byte)MessageKind.Accepted, "82ff000107", "a negative key")]
    [InlineData((byte)MessageKind.Accepted, "9107", "no map")]
    [InlineData((byte)MessageKind.Accepted, "", "no body")]
    [InlineData((byte)MessageKind.Accepted, "de0021", "too many keys")]
    [InlineData((byte)MessageKind.Goodbye, "820101 02a10a", "a line break in a detail")]
    [InlineData((byte)MessageKind.Goodbye, "820101 02a31b5b6d", "a terminal escape in a detail")]
    [InlineData((byte)MessageKind.State, "84 01ff 0201 0301 0401", "negative slots")]
    [InlineData((byte)MessageKind.State, "84 01ce00010000 0201 0301 0401", "65536 slots")]
    [InlineData((byte)MessageKind.SourceEnd, "82 01ce10000001 0200", "a source over the limit")]
    [InlineData((byte)MessageKind.SourceEnd, "83 0101 0200 0301", "a number for a boolean")]
    [InlineData((byte)MessageKind.SourceChunk, "a161", "text for bytes")]
    [InlineData((byte)MessageKind.SourceChunk, "c40161c0", "bytes after the chunk")]
    [InlineData((byte)MessageKind.SourceChunk, "c600040001", "a chunk over the limit")]
    [InlineData((byte)MessageKind.Refused, "84 0101 0201 03a0 04ce05265c01", "patience of more than a day")]
    [InlineData((byte)MessageKind.Result, "86 0101 02cd0100 0300 04c400 05c400 0690", "exit code 256")]
    [InlineData((byte)MessageKind.Result, "86 0101 0200 0300 04c400 05c400 06dc0011", "17 outputs")]
    [InlineData((byte)MessageKind.Result, "86 0101 0200 0300 04c400 05c400 0691 84 01a161 020a 03cd1000 0400", "10 bytes carried in 4096")]
    [InlineData((byte)99, "80", "a kind of nobody's")]
    public void What_breaks_the_rules_is_refused(byte kindNumber, string hex, string why)
    {
        var kind = (MessageKind)kindNumber;
        byte[] body = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.True(Record.Exception(() => Decode(kind, body)) is ProtocolException, why);
    }

    [Fact]
    public void Reasons_of_a_later_version_are_read_as_the_general_one()
    {
        Assert.Equal(RefusalReason.Internal, Refused.Decode(Convert.FromHexString("8201010263")).Reason);
        Assert.Equal(GoodbyeReason.Leaving, Goodbye.Decode(Convert.FromHexString("810163")).Reason);
    }

    [Fact]
    public void Details_are_made_fit_to_send()
    {
        string detail = "one\ntwo\u001b[31m" + new string('€', 5000);
        var refused = Refused.Decode(SampleMessages.Body(new Refused(1, RefusalReason.Unfit, detail)));
        Assert.StartsWith("one two [31m€€€", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(WireLimits.MaxDetailBytes / 4, refused.Detail.Length);
    }

    [Fact]
    public void A_message_beyond_its_limit_is_our_own_mistake_and_leaves_nothing_behind()
    {
        using var buffer = new PooledBuffer();
        MessageCodec.Encode(new Ping(1), buffer);
        byte[] before = buffer.Span.ToArray();
        Assert.Throws<ArgumentException>(() => MessageCodec.Encode(new SourceChunk(new byte[WireLimits.MaxChunkBytes + 1]), buffer));
        Assert.Equal(before, buffer.Span.ToArray());
    }

    [Fact]
    public void The_largest_messages_fit_their_frames()
    {
        SampleMessages.Frame(new SourceChunk(new byte[WireLimits.MaxChunkBytes]));
        SampleMessages.Frame(new Refused(ulong.MaxValue, RefusalReason.Internal, new string('€', 10_000), WireLimits.MaxMilliseconds));
        SampleMessages.Frame(new Result
        {
            JobId = ulong.MaxValue,
            ExitCode = 255,
            Stdout = new byte[WireLimits.MaxCapturedBytes],
            Stderr = new byte[WireLimits.MaxCapturedBytes],
            Outputs = [.. Enumerable.Repeat(new OutputInfo(new string('x', 255), WireLimits.MaxOutputBytes, 1, ulong.MaxValue), WireLimits.MaxShortList)],
        });
    }

    /// <summary>The package finds one whole value in every body we write: a second opinion on all of it.</summary>
    [Theory]
    [MemberData(nameof(SampleMessages.Indexes), MemberType = typeof(SampleMessages))]
    public void The_package_reads_every_body(int index)
    {
        var reader = new Package.MessagePackReader(SampleMessages.Body(SampleMessages.All[index]));
        reader.Skip();
        Assert.True(reader.End);
    }

    private static IMessage Decode(MessageKind kind, byte[] body) => MessageCodec.Decode(new Frame(kind, body));

    private static string Described(IMessage message) => JsonSerializer.Serialize<object>(message);
}
