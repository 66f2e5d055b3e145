using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mesh.Node.Discovery;

namespace Mesh.Node.Tests.Discovery;

public sealed class ServiceTextTests
{
    private static readonly Advertisement Ad = new()
    {
        NodeId = "0123abcd",
        Name = "pi",
        Port = 4711,
        Arch = "armv6l",
        Slots = 4,
        FreeSlots = 2,
        Targets = [new("arm-linux-gnueabihf", "gcc", "12.2.0"), new("i686-linux-gnu", "clang", "14.0.6")],
        KeyFingerprint = "ff00",
    };

    [Fact]
    public void What_is_written_is_read_back()
    {
        var read = ServiceText.Read(ServiceText.Write(Ad), "pi", 4711);
        Assert.NotNull(read);
        Assert.Equal(Ad.Targets, read.Targets);
        Assert.Equal(Ad with { Targets = [] }, read with { Targets = [] });
    }

    [Fact]
    public void The_version_comes_first() => Assert.Equal("\u0009txtvers=1\u0003v=1", Encoding.ASCII.GetString(ServiceText.Write(Ad))[..14]);

    [Fact]
    public void Surplus_targets_are_left_out()
    {
        var many = Ad with { Targets = [.. Enumerable.Range(0, 60).Select(n => new AdvertisedTarget($"arm-vendor{n}-linux-gnueabihf", "gcc", "12.2.0"))] };
        var wire = ServiceText.Write(many);
        Assert.True(wire.Length <= 1300);
        var read = ServiceText.Read(wire, "pi", 4711)!;
        Assert.InRange(read.Targets.Count, 20, 59);
        Assert.Equal(many.Targets.Take(read.Targets.Count), read.Targets);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("another layout", "txtvers=2", "v=1", "id=ab", "slots=1", "free=1")]
    [InlineData("no id", "txtvers=1", "v=1", "slots=1", "free=1")]
    [InlineData("an id that is no number", "txtvers=1", "v=1", "id=../x", "slots=1", "free=1")]
    [InlineData("no slots", "txtvers=1", "v=1", "id=ab", "free=1")]
    [InlineData("negative slots", "txtvers=1", "v=1", "id=ab", "slots=-1", "free=1")]
    [InlineData("too many slots", "txtvers=1", "v=1", "id=ab", "slots=65536", "free=1")]
    public void What_no_node_writes_is_refused(string why, params string[] strings) =>
        Assert.True(ServiceText.Read(Wire(strings), "x", 1) is null, why);

    [Fact]
    public void Unknown_keys_bad_targets_and_control_characters_are_skipped()
    {
        var read = ServiceText.Read(Wire("txtvers=1", "V=1", "id=ab", "id=cd", "slots=2", "free=9", "new=1", "flag", "=x", "arch=a\u001b[31m", "t1=a gcc", "t2=a gcc 12"), "x", 1)!;
        Assert.Equal(("ab", 2, 2, ""), (read.NodeId, read.Slots, read.FreeSlots, read.Arch));
        Assert.Equal(new AdvertisedTarget("a", "gcc", "12"), Assert.Single(read.Targets));
    }

    [Fact]
    public void Any_strings_are_read_or_refused() => Prop.ForAll<byte[][]>(strings =>
    {
        var wire = (strings ?? []).Where(s => s is { Length: <= 255 }).SelectMany(s => (byte[])[(byte)s.Length, .. s]).ToArray();
        _ = ServiceText.Read(wire, "x", 1);
    }).QuickCheckThrowOnFailure();

    private static byte[] Wire(params string[] strings) => [.. strings.SelectMany(s => (byte[])[(byte)s.Length, .. Encoding.ASCII.GetBytes(s)])];
}
