using System.Text;
using Mesh.Node.Discovery;

namespace Mesh.Node.Tests.Discovery;

public sealed class IdentityTests
{
    [Fact]
    public void The_next_name_has_the_next_number()
    {
        var first = Of("pi");
        Assert.Equal(("pi", "pi-2", "pi-3"), (first.Label, first.Next().Label, first.Next().Next().Label));
        Assert.Equal("mesh-0123456789ab.local", first.Host.ToString());
        Assert.Equal("mesh-0123456789ab-2.local", first.Next().Host.ToString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ü")]
    [InlineData("🍓")]
    public void A_long_name_is_cut_between_characters(string character)
    {
        var label = Of(string.Concat(Enumerable.Repeat(character, 100))).Next().Label;
        Assert.InRange(Encoding.UTF8.GetByteCount(label), 58, 63);
        Assert.EndsWith(character + "-2", label, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_a_name_has_one() => Assert.Equal("mesh", Of("").Label);

    private static Identity Of(string name) => Identity.Of(new Advertisement { NodeId = "0123456789ABCDEF", Name = name, Port = 1, Arch = "" });
}
