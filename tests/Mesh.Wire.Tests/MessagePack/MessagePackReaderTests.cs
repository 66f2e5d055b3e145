using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire.MessagePack;
using Package = global::MessagePack;

namespace Mesh.Wire.Tests.MessagePack;

/// <summary>Ours against the MessagePack package, and against bytes that it would never write.</summary>
public sealed class MessagePackReaderTests
{
    private delegate void Theirs(ref Package.MessagePackWriter writer);

    [Fact]
    public void Integers_of_the_package_are_read() => Prop.ForAll(
        Values.Integers.ToArbitrary(),
        value => Assert.Equal(value, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(value))).ReadInt64())).QuickCheckThrowOnFailure();

    [Fact]
    public void Unsigned_integers_of_the_package_are_read() => Prop.ForAll(
        Values.Unsigned.ToArbitrary(),
        value => Assert.Equal(value, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(value))).ReadUInt64())).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_of_the_package_are_read() => Prop.ForAll(
        Values.Texts.ToArbitrary(),
        value => Assert.Equal(value, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(value))).ReadString(1 << 20))).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_of_the_package_are_read() => Prop.ForAll(
        Values.Bytes.ToArbitrary(),
        value => Assert.Equal(value, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(value))).ReadBytes(1 << 20).ToArray())).QuickCheckThrowOnFailure();

    [Fact]
    public void At_every_edge_the_packages_values_are_read()
    {
        foreach (long value in Values.EdgeIntegers)
            Assert.Equal(value, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(value))).ReadInt64());
        foreach (ulong value in Values.EdgeUnsigned)
            Assert.Equal(value, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(value))).ReadUInt64());
        foreach (int length in Values.EdgeLengths)
        {
            string text = new('a', length);
            byte[] bytes = new byte[length];
            Assert.Equal(text, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(text))).ReadString(length));
            Assert.Equal(bytes, new MessagePackReader(Written((ref Package.MessagePackWriter w) => w.Write(bytes))).ReadBytes(length).ToArray());
        }
    }

    /// <summary>Any form of a number is the number: small ones need not be in the smallest form.</summary>
    [Theory]
    [InlineData("05")]
    [InlineData("cc05")]
    [InlineData("cd0005")]
    [InlineData("ce00000005")]
    [InlineData("cf0000000000000005")]
    [InlineData("d005")]
    [InlineData("d10005")]
    [InlineData("d200000005")]
    [InlineData("d30000000000000005")]
    public void Five_in_any_form_is_five(string hex)
    {
        Assert.Equal(5, new MessagePackReader(Convert.FromHexString(hex)).ReadInt32());
        Assert.Equal(5UL, new MessagePackReader(Convert.FromHexString(hex)).ReadUInt64());
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("d0ff")]
    [InlineData("d1ffff")]
    [InlineData("d2ffffffff")]
    [InlineData("d3ffffffffffffffff")]
    public void Minus_one_in_any_form_is_negative(string hex)
    {
        Assert.Equal(-1, new MessagePackReader(Convert.FromHexString(hex)).ReadInt32());
        Refused(hex, (ref MessagePackReader r) => r.ReadUInt64());
        Refused(hex, (ref MessagePackReader r) => r.ReadInt32(0));
    }

    [Theory]
    [InlineData("08")]
    [InlineData("ce80000000")]
    [InlineData("cfffffffffffffffff")]
    public void A_number_outside_its_range_is_refused(string hex) => Refused(hex, (ref MessagePackReader r) => r.ReadInt32(-7, 7));

    [Theory]
    [InlineData("c0")]
    [InlineData("c2")]
    [InlineData("a0")]
    [InlineData("c400")]
    [InlineData("90")]
    [InlineData("80")]
    [InlineData("ca00000000")]
    [InlineData("d40000")]
    [InlineData("c1")]
    [InlineData("")]
    public void What_is_no_integer_is_refused(string hex) => Refused(hex, (ref MessagePackReader r) => r.ReadInt64());

    /// <summary>A length of 4 GiB in five bytes: refused by the limit or the end, before anything is allocated.</summary>
    [Theory]
    [InlineData("dbffffffff", 100)]
    [InlineData("dbffffffff", int.MaxValue)]
    [InlineData("db7fffffff", int.MaxValue)]
    [InlineData("d904616263", 100)]
    [InlineData("a3616263", 2)]
    [InlineData("a2c328", 100)]
    [InlineData("a100", 100)]
    [InlineData("c403616263", 100)]
    public void A_bad_text_is_refused(string hex, int maxBytes) => Refused(hex, (ref MessagePackReader r) => r.ReadString(maxBytes));

    [Theory]
    [InlineData("c6ffffffff", int.MaxValue)]
    [InlineData("c67fffffff", int.MaxValue)]
    [InlineData("c403616263", 2)]
    [InlineData("c40361", 100)]
    [InlineData("a3616263", 100)]
    public void Bad_bytes_are_refused(string hex, int maxBytes) => Refused(hex, (ref MessagePackReader r) => r.ReadBytes(maxBytes).Length);

    [Theory]
    [InlineData("ddffffffff", int.MaxValue)]
    [InlineData("dd7fffffff", int.MaxValue)]
    [InlineData("dc0003c0c0", 100)]
    [InlineData("93c0c0c0", 2)]
    [InlineData("80", 100)]
    public void A_bad_array_is_refused(string hex, int maxCount) => Refused(hex, (ref MessagePackReader r) => r.ReadArrayHeader(maxCount));

    [Theory]
    [InlineData("dfffffffff", int.MaxValue)]
    [InlineData("df7fffffff", int.MaxValue)]
    [InlineData("82c0c0c0", 100)]
    [InlineData("81c0c0", 0)]
    [InlineData("90", 100)]
    public void A_bad_map_is_refused(string hex, int maxCount) => Refused(hex, (ref MessagePackReader r) => r.ReadMapHeader(maxCount));

    [Theory]
    [InlineData("c0")]
    [InlineData("ca00000000")]
    [InlineData("cb0000000000000000")]
    [InlineData("d4ff00")]
    [InlineData("d8ff00000000000000000000000000000000")]
    [InlineData("c702ff0000")]
    [InlineData("c80002ff0000")]
    [InlineData("c900000002ff0000")]
    [InlineData("92a161c40100")]
    [InlineData("8201930102030280")]
    [InlineData("dc000190")]
    [InlineData("df0000000101a0")]
    public void Any_value_is_skipped_whole(string hex)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex + "2a"));
        reader.Skip();
        Assert.Equal(42, reader.ReadInt32());
        Assert.True(reader.End);
        for (int length = 0; length < hex.Length; length += 2)
            Refused(hex[..length], (ref MessagePackReader r) => r.Skip());
    }

    [Theory]
    [InlineData("c1")]
    [InlineData("ddffffffff")]
    [InlineData("dfffffffff")]
    [InlineData("c9ffffffff00")]
    [InlineData("c6ffffffff")]
    public void What_cannot_be_skipped_is_refused(string hex) => Refused(hex, (ref MessagePackReader r) => r.Skip());

    [Fact]
    public void A_million_arrays_in_each_other_are_skipped_without_a_stack()
    {
        byte[] bytes = Enumerable.Repeat((byte)0x91, 1_000_000).Append((byte)0xc0).ToArray();
        var reader = new MessagePackReader(bytes);
        reader.Skip();
        Assert.True(reader.End);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        bytes =>
        {
            TryRead(bytes, (ref MessagePackReader r) => r.Skip());
            TryRead(bytes, (ref MessagePackReader r) => r.ReadInt64());
            TryRead(bytes, (ref MessagePackReader r) => r.ReadString(100));
            TryRead(bytes, (ref MessagePackReader r) => r.ReadBytes(100));
            TryRead(bytes, (ref MessagePackReader r) => r.ReadMapHeader(100));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private delegate void Reading(ref MessagePackReader reader);

    private delegate T Reading<T>(ref MessagePackReader reader);

    private static void Refused<T>(string hex, Reading<T> read) => Refused(hex, (ref MessagePackReader r) => { read(ref r); });

    private static void Refused(string hex, Reading read) => Assert.Throws<ProtocolException>(() =>
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        read(ref reader);
    });

    private static void TryRead(byte[] bytes, Reading read)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            read(ref reader);
        }
        catch (ProtocolException)
        {
            // As it should be; anything else fails the test.
        }
    }

    private static byte[] Written(Theirs write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new Package.MessagePackWriter(bytes);
        write(ref writer);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
