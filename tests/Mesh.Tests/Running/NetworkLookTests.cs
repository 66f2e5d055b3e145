using System.Net;
using Mesh.Node.Discovery;
using Mesh.Running;

namespace Mesh.Tests.Running;

public sealed class NetworkLookTests
{
    private static readonly Sighting Big = new()
    {
        Kind = SightingKind.Seen,
        InstanceName = "big",
        Host = "mesh-1.local",
        Port = 40000,
        Addresses = [IPAddress.Parse("10.0.0.8"), IPAddress.Parse("fe80::1")],
        Advertised = new Advertisement { NodeId = "1", Name = "big", Port = 40000, Arch = "x86_64", Slots = 16, FreeSlots = 12, Targets = [new("x86_64-linux-gnu", "gcc", "12.2.0")] },
    };

    [Fact]
    public void What_is_advertised_becomes_a_row()
    {
        var peer = NetworkLook.Peer(Big);

        Assert.Equal(("big", "1", "10.0.0.8:40000", "x86_64", 16, 12, "discovered"), (peer.Name, peer.Id, peer.Address, peer.Arch, peer.Slots, peer.Free, peer.State));
        Assert.Equal(("x86_64-linux-gnu", "gcc", "12.2.0"), (peer.Targets[0].Triplet, peer.Targets[0].Compiler, peer.Targets[0].Version));
        Assert.Null(peer.Reason);
    }

    [Fact]
    public void An_IPv6_address_is_bracketed() => Assert.Equal("[fd00::7]:40000", NetworkLook.Peer(Big with { Addresses = [IPAddress.Parse("fd00::7")] }).Address);

    [Fact]
    public void Without_an_address_the_host_is_named() => Assert.Equal("mesh-1.local:40000", NetworkLook.Peer(Big with { Addresses = [] }).Address);

    [Fact]
    public void A_stranger_to_our_version_is_shown_as_one() => Assert.Equal("speaks another version", NetworkLook.Peer(Big with { Advertised = null }).Reason);
}
