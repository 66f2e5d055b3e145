using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire.Dns;

namespace Mesh.Wire.Tests.Dns;

public sealed class DnsReaderHostileTests
{
    private static readonly byte[] Valid = DnsWriter.Write(DnsCodecTests.Sample);

    [Theory]
    [InlineData("a pointer to itself", "C00C")]
    [InlineData("a pointer into its own labels", "0161C00C")]
    [InlineData("a pointer forward", "C00E00")]
    [InlineData("a pointer past the end", "FFFF")]
    [InlineData("half a pointer", "C0")]
    [InlineData("a label past the end", "3F61")]
    [InlineData("a label type of 01", "4061")]
    [InlineData("a label type of 10", "8061")]
    [InlineData("no end", "0161")]
    [InlineData("nothing at all", "")]
    public void A_bad_name_is_refused(string why, string name)
    {
        var bytes = Convert.FromHexString("000000000001000000000000" + name + (name.EndsWith("00", StringComparison.Ordinal) ? "00010001" : ""));
        Assert.False(DnsReader.TryRead(bytes, bytes.Length, out _), why);
    }

    [Theory]
    [InlineData("an A record of 5 bytes", "0001", "0005", "0102030405")]
    [InlineData("an A record of 0 bytes", "0001", "0000", "")]
    [InlineData("an AAAA record of 4 bytes", "001C", "0004", "01020304")]
    [InlineData("a TXT string past its record", "0010", "0003", "056162")]
    [InlineData("an SRV record without a target", "0021", "0006", "000000000001")]
    [InlineData("a PTR record longer than its name", "000C", "0003", "000000")]
    [InlineData("a PTR record shorter than its name", "000C", "0001", "016100")]
    [InlineData("data past the end", "0063", "0009", "00")]
    public void Bad_data_is_refused(string why, string type, string length, string data)
    {
        var bytes = Convert.FromHexString("000084000000000100000000" + "016100" + type + "0001" + "00000078" + length + data);
        Assert.False(DnsReader.TryRead(bytes, bytes.Length, out _), why);
    }

    [Fact]
    public void Every_truncation_of_a_valid_message_is_refused()
    {
        for (var length = 0; length < Valid.Length; length++)
            Assert.False(DnsReader.TryRead(Valid, length, out _), $"{length} of {Valid.Length} bytes");
    }

    [Fact]
    public void A_message_longer_than_the_limit_is_refused_whatever_it_holds()
    {
        var bytes = new byte[65535];
        Valid.CopyTo(bytes, 0);
        Assert.False(DnsReader.TryRead(bytes, bytes.Length, out _));
        Assert.False(DnsReader.TryRead(bytes, DnsMessage.MaxBytes + 1, out _));
        Assert.True(DnsReader.TryRead(bytes, DnsMessage.MaxBytes, out _));
        Assert.False(DnsReader.TryRead(Valid, Valid.Length + 1, out _));
    }

    [Fact]
    public void Any_byte_of_a_valid_message_may_be_any_other()
    {
        var bytes = (byte[])Valid.Clone();
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                bytes[at] = (byte)value;
                Survives(bytes);
            }
            bytes[at] = Valid[at];
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll<byte[]>(bytes => Survives(bytes ?? [])).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_behind_a_believable_header_are_read_or_refused()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[12 + random.Next(600)];
            random.NextBytes(bytes);
            // Few, small numbers: random bytes seldom get past anything else.
            for (var i = 12; i < bytes.Length; i++)
                if (random.Next(2) == 0) bytes[i] = (byte)random.Next(4);
            for (var i = 4; i < 12; i++) bytes[i] = (byte)(i % 2 == 0 ? 0 : random.Next(4));
            Survives(bytes);
        }
    }

    /// <summary>The costliest messages we could think of: all names at full length through as many pointers as are allowed.</summary>
    [Fact]
    public void The_worst_message_costs_little()
    {
        var bytes = new byte[DnsMessage.MaxBytes];
        new byte[] { 0, 0, 0x84, 0, 0, 0, 2, 0 }.CopyTo(bytes, 0);
        // A record whose opaque data is a name of 253 bytes, then pointers to pointers to it.
        var at = 12;
        at += Put(bytes, at, "000063000100000078" + "0200");
        var data = at;
        for (var label = 0; label < 4; label++, at += 62) bytes[at] = 61;
        at++;
        var pointer = data;
        for (var hop = 0; hop < 14; hop++, at += 2)
        {
            bytes[at] = (byte)(0xc0 | (pointer >> 8));
            bytes[at + 1] = (byte)pointer;
            pointer = at;
        }
        at = data + 512;
        for (var record = 1; record < 512; record++)
        {
            bytes[at] = (byte)(0xc0 | (pointer >> 8));
            bytes[at + 1] = (byte)pointer;
            at += 2;
            at += Put(bytes, at, "00630001000000780000");
        }
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 20; round++) Assert.True(DnsReader.TryRead(bytes, at, out _));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"20 messages took {clock.Elapsed}");
    }

    private static int Put(byte[] bytes, int at, string hex)
    {
        var put = Convert.FromHexString(hex);
        put.CopyTo(bytes, at);
        return put.Length;
    }

    // What is read can be written, and reads the same again.
    private static void Survives(byte[] bytes)
    {
        if (!DnsReader.TryRead(bytes, bytes.Length, out var first)) return;
        var again = DnsWriter.Write(first);
        if (again.Length > DnsMessage.MaxBytes) return;
        Assert.True(DnsReader.TryRead(again, again.Length, out var second));
        Assert.Equal(first.Questions, second.Questions);
        Assert.Equal(first.Answers, second.Answers);
        Assert.Equal(first.Authorities, second.Authorities);
        Assert.Equal(first.Additionals, second.Additionals);
        _ = string.Concat(first.Answers.Select(record => record.Name.ToString()));
    }
}
