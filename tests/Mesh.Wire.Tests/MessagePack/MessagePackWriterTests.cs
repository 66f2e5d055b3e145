using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire.MessagePack;
using Package = global::MessagePack;

namespace Mesh.Wire.Tests.MessagePack;

/// <summary>Ours against the MessagePack package: the same bytes for every value.</summary>
public sealed class MessagePackWriterTests
{
    private delegate void Ours(ref MessagePackWriter writer);

    private delegate void Theirs(ref Package.MessagePackWriter writer);

    [Fact]
    public void Integers_are_the_packages_bytes() => Prop.ForAll(
        Values.Integers.ToArbitrary(),
        value => Same((ref MessagePackWriter w) => w.Write(value), (ref Package.MessagePackWriter w) => w.Write(value))).QuickCheckThrowOnFailure();

    [Fact]
    public void Unsigned_integers_are_the_packages_bytes() => Prop.ForAll(
        Values.Unsigned.ToArbitrary(),
        value => Same((ref MessagePackWriter w) => w.Write(value), (ref Package.MessagePackWriter w) => w.Write(value))).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_are_the_packages_bytes() => Prop.ForAll(
        Values.Texts.ToArbitrary(),
        value => Same((ref MessagePackWriter w) => w.Write(value), (ref Package.MessagePackWriter w) => w.Write(value))).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_are_the_packages_bytes() => Prop.ForAll(
        Values.Bytes.ToArbitrary(),
        value => Same((ref MessagePackWriter w) => w.Write(value), (ref Package.MessagePackWriter w) => w.Write(value))).QuickCheckThrowOnFailure();

    [Fact]
    public void Headers_are_the_packages_bytes() => Prop.ForAll(
        Gen.OneOf(Values.Lengths, Gen.Choose(0, int.MaxValue)).ToArbitrary(),
        count =>
        {
            Same((ref MessagePackWriter w) => w.WriteArrayHeader(count), (ref Package.MessagePackWriter w) => w.WriteArrayHeader(count));
            Same((ref MessagePackWriter w) => w.WriteMapHeader(count), (ref Package.MessagePackWriter w) => w.WriteMapHeader(count));
        }).QuickCheckThrowOnFailure();

    /// <summary>Chance does not have to find the edges.</summary>
    [Fact]
    public void At_every_edge_the_bytes_are_the_packages()
    {
        foreach (long value in Values.EdgeIntegers)
            Same((ref MessagePackWriter w) => w.Write(value), (ref Package.MessagePackWriter w) => w.Write(value));
        foreach (ulong value in Values.EdgeUnsigned)
            Same((ref MessagePackWriter w) => w.Write(value), (ref Package.MessagePackWriter w) => w.Write(value));
        foreach (int length in Values.EdgeLengths)
        {
            string text = new('a', length);
            byte[] bytes = new byte[length];
            Same((ref MessagePackWriter w) => w.Write(text), (ref Package.MessagePackWriter w) => w.Write(text));
            Same((ref MessagePackWriter w) => w.Write(bytes), (ref Package.MessagePackWriter w) => w.Write(bytes));
            Same((ref MessagePackWriter w) => w.WriteArrayHeader(length), (ref Package.MessagePackWriter w) => w.WriteArrayHeader(length));
            Same((ref MessagePackWriter w) => w.WriteMapHeader(length), (ref Package.MessagePackWriter w) => w.WriteMapHeader(length));
        }
    }

    [Fact]
    public void Nil_and_booleans_are_the_packages_bytes()
    {
        Same((ref MessagePackWriter w) => w.WriteNil(), (ref Package.MessagePackWriter w) => w.WriteNil());
        Same((ref MessagePackWriter w) => w.Write((string?)null), (ref Package.MessagePackWriter w) => w.Write((string?)null));
        Same((ref MessagePackWriter w) => w.Write(true), (ref Package.MessagePackWriter w) => w.Write(true));
        Same((ref MessagePackWriter w) => w.Write(false), (ref Package.MessagePackWriter w) => w.Write(false));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_written_as_something_else()
    {
        using var buffer = new PooledBuffer();
        Assert.Throws<EncoderFallbackException>(() => new MessagePackWriter(buffer).Write("-D\ud83d"));
    }

    private static void Same(Ours ours, Theirs theirs)
    {
        using var buffer = new PooledBuffer(1);
        var writer = new MessagePackWriter(buffer);
        ours(ref writer);
        var expected = new ArrayBufferWriter<byte>();
        var packageWriter = new Package.MessagePackWriter(expected);
        theirs(ref packageWriter);
        packageWriter.Flush();
        Assert.Equal(expected.WrittenSpan.ToArray(), buffer.Span.ToArray());
    }
}
