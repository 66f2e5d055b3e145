using System.Net;
using Mesh.Node.Transport;

namespace Mesh.Node.Tests.Transport;

/// <summary>What Mono does not tell of an address is read from the kernel's table.</summary>
public sealed class OwnSubnetTests
{
    private static readonly string[] Table =
    [
        "00000000000000000000000000000001 01 80 10 80       lo",
        "fd000000000000000000000000000105 02 40 00 80     eth0",
        "fe8000000000000002163efffe000001 02 7a 20 80     eth0",
    ];

    [Theory]
    [InlineData("::1", 128)]
    [InlineData("fd00::105", 64)]
    [InlineData("fe80::216:3eff:fe00:1", 122)]
    [InlineData("2001:db8::1", 128)]
    public void The_kernels_table_tells_the_prefix(string address, int bits) =>
        Assert.Equal(bits, OwnSubnet.FromTable(Table, IPAddress.Parse(address).GetAddressBytes()));

    [Fact]
    public void This_machines_own_table_is_understood()
    {
        var table = File.Exists("/proc/net/if_inet6") ? File.ReadAllLines("/proc/net/if_inet6") : [];
        foreach (var line in table) Assert.InRange(OwnSubnet.FromTable([line], Convert.FromHexString(line[..32])), 0, 128);
    }
}
