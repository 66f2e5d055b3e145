using Mesh.Wire.Dns;

namespace Mesh.Wire.Tests.Dns;

public sealed class DnsNameTests
{
    [Fact]
    public void Letters_compare_without_case()
    {
        Assert.Equal(DnsName.Parse("_MeshCC._tcp.LOCAL"), DnsName.Parse("_meshcc._tcp.local."));
        Assert.Equal(DnsName.Parse("A.local").GetHashCode(), DnsName.Parse("a.local").GetHashCode());
        Assert.NotEqual(DnsName.Parse("a.local"), DnsName.Parse("b.local"));
        // '[' is '{' without bit 5: case folding by masking would mix them up.
        Assert.NotEqual(DnsName.Parse("["), DnsName.Parse("{"));
    }

    [Fact]
    public void A_label_may_hold_dots_and_control_characters_but_a_log_line_does_not()
    {
        var name = DnsName.Parse("local").Prepend("living.room\n");
        Assert.Equal(@"living\.room\010.local", name.ToString());
        Assert.Equal("living.room\n", name.FirstLabel);
        Assert.Equal(DnsName.Parse("local"), name.Parent);
        Assert.Equal(DnsName.Root, name.Parent.Parent.Parent);
    }

    [Fact]
    public void Limits_of_labels_and_names_are_kept()
    {
        _ = DnsName.Of(new string('x', 63));
        Assert.Throws<ArgumentException>(() => DnsName.Of(new string('x', 64)));
        Assert.Throws<ArgumentException>(() => DnsName.Of(""));
        var long3 = DnsName.Of(new string('a', 63), new string('b', 63), new string('c', 63));
        _ = long3.Prepend(new string('d', 61));
        Assert.Throws<ArgumentException>(() => long3.Prepend(new string('d', 62)));
    }
}
