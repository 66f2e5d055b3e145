using System.Net;
using System.Text;
using Mesh.Wire.Dns;

namespace Mesh.Wire.Tests.Dns;

public sealed class DnsCodecTests
{
    private static readonly DnsName Service = DnsName.Parse("_meshcc._tcp.local");
    private static readonly DnsName Instance = Service.Prepend("pi");
    private static readonly DnsName Host = DnsName.Parse("mesh-01.local");

    internal static readonly DnsMessage Sample = new()
    {
        IsResponse = true,
        Questions = [new DnsQuestion(Service, DnsType.Ptr), new DnsQuestion(Host, DnsType.Any, WantsUnicast: true)],
        Answers = [new DnsRecord(Service, new DnsData.Pointer(Instance), 4500)],
        Authorities = [new DnsRecord(Instance, new DnsData.Service(1, 2, 4711, Host), 120, CacheFlush: true)],
        Additionals =
        [
            new DnsRecord(Instance, new DnsData.Text([3, .. "a=b"u8]), uint.MaxValue, CacheFlush: true),
            new DnsRecord(Host, new DnsData.Address(IPAddress.Parse("10.1.2.3")), 120, CacheFlush: true),
            new DnsRecord(Host, new DnsData.Address(IPAddress.Parse("fe80::1")), 120, CacheFlush: true),
            new DnsRecord(Host, new DnsData.Other(DnsType.Nsec, [1, 2, 3]), 120),
        ],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_back(bool legacy)
    {
        var bytes = DnsWriter.Write(Sample, legacy);
        Assert.True(DnsReader.TryRead(bytes, bytes.Length, out var read));
        Assert.Equal(Sample.Questions, read.Questions);
        Assert.Equal(Sample.Answers, read.Answers);
        Assert.Equal(Sample.Authorities, read.Authorities);
        Assert.Equal(Sample.Additionals, read.Additionals);
        Assert.Equal(Sample with { Questions = [], Answers = [], Authorities = [], Additionals = [] },
            read with { Questions = [], Answers = [], Authorities = [], Additionals = [] });
    }

    [Fact]
    public void A_name_written_before_becomes_a_pointer()
    {
        var query = new DnsMessage { Questions = [new(Service, DnsType.Ptr), new(Instance, DnsType.Srv)] };
        // 12 of header, 20 of name, 4; then "pi" (3), a pointer (2), 4.
        Assert.Equal(12 + 20 + 4 + 3 + 2 + 4, DnsWriter.Write(query).Length);
    }

    [Fact]
    public void A_plain_resolver_gets_no_pointer_in_a_service_record()
    {
        var message = new DnsMessage { Answers = [new(Host, new DnsData.Service(0, 0, 1, Host), 10)] };
        Assert.Equal(DnsWriter.Write(message).Length + 13, DnsWriter.Write(message, legacy: true).Length);
    }

    [Fact]
    public void The_bytes_are_those_of_the_specification()
    {
        var query = new DnsMessage { Questions = [new(DnsName.Parse("a.local"), DnsType.Any, WantsUnicast: true)] };
        Assert.Equal("000000000001000000000000" + "0161056C6F63616C00" + "00FF8001", Convert.ToHexString(DnsWriter.Write(query)));

        var answer = new DnsMessage { IsResponse = true, Answers = [new(DnsName.Parse("a"), new DnsData.Address(IPAddress.Loopback), 120, true)] };
        Assert.Equal("000084000000000100000000" + "016100" + "0001" + "8001" + "00000078" + "0004" + "7F000001", Convert.ToHexString(DnsWriter.Write(answer)));
    }

    [Fact]
    public void Records_of_another_class_are_left_out_without_reading_their_data()
    {
        // An EDNS option record (class = payload size), then an A record; a CHAOS question.
        var bytes = Convert.FromHexString("000000000001000100000001" + "016100" + "0001" + "0003"
            + "016100" + "0001" + "0001" + "00000078" + "0004" + "7F000001" + "00" + "0029" + "05A0" + "00000000" + "0000");
        Assert.True(DnsReader.TryRead(bytes, bytes.Length, out var read));
        Assert.Empty(read.Questions);
        Assert.Single(read.Answers);
        Assert.Empty(read.Additionals);
    }

    [Fact]
    public void Probes_are_compared_by_data_without_pointers()
    {
        Assert.Equal("00000000126705" + Convert.ToHexString(Encoding.ASCII.GetBytes("local")) + "00",
            Convert.ToHexString(DnsWriter.CanonicalData(new DnsData.Service(0, 0, 0x1267, DnsName.Parse("local")))));
        Assert.Equal("05" + Convert.ToHexString(Encoding.ASCII.GetBytes("local")) + "00",
            Convert.ToHexString(DnsWriter.CanonicalData(new DnsData.Pointer(DnsName.Parse("local")))));
    }
}
