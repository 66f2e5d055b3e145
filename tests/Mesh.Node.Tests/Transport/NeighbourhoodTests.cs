using System.Net;
using Mesh.Node.Transport;

namespace Mesh.Node.Tests.Transport;

public class NeighbourhoodTests
{
    [Theory]
    [InlineData("10.1.2.3", 24, "10.1.2.250", true)]
    [InlineData("10.1.2.3", 24, "10.1.3.3", false)]
    [InlineData("10.1.2.3", 22, "10.1.3.3", true)]
    [InlineData("10.1.2.3", 32, "10.1.2.3", true)]
    [InlineData("10.1.2.3", 0, "8.8.8.8", true)]
    [InlineData("fd00::1", 64, "fd00::99", true)]
    [InlineData("fd00::1", 64, "fd00:0:0:1::1", false)]
    [InlineData("10.1.2.3", 24, "fd00::1", false)]
    public void A_subnet_is_its_prefix(string own, int bits, string remote, bool same) =>
        Assert.Equal(same, Neighbourhood.SameSubnet(IPAddress.Parse(own), bits, IPAddress.Parse(remote)));

    [Fact]
    public void Strangers_from_other_networks_are_not_heard_unless_they_are_named()
    {
        var stranger = IPAddress.Parse("203.0.113.7"); // documentation range, RFC 5737
        Assert.False(new Neighbourhood([], () => []).Hears(stranger, IPAddress.Loopback));
        Assert.True(new Neighbourhood([], () => [stranger]).Hears(stranger, IPAddress.Loopback));
    }

    [Fact]
    public void This_machine_is_heard_whatever_interface_was_chosen() =>
        Assert.True(new Neighbourhood(["none0"], () => []).Hears(IPAddress.Loopback, IPAddress.Loopback));
}
