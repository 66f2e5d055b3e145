using Mesh.Node.Facts;

namespace Mesh.Node.Tests.Facts;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void What_was_not_asked_for_the_longest_goes()
    {
        var kept = new RecentlyUsed<string, int>(2);
        kept.Keep("a", 1);
        kept.Keep("b", 2);
        Assert.True(kept.TryGet("a", out _));
        kept.Keep("c", 3);

        Assert.True(kept.TryGet("a", out var one) && one == 1);
        Assert.False(kept.TryGet("b", out _));
        Assert.True(kept.TryGet("c", out _));
    }

    [Fact]
    public void A_newer_value_takes_the_older_ones_place()
    {
        var kept = new RecentlyUsed<string, int>(2);
        kept.Keep("a", 1);
        kept.Keep("a", 2);
        kept.Keep("b", 3);

        Assert.True(kept.TryGet("a", out var value) && value == 2);
        Assert.True(kept.TryGet("b", out _));
    }
}
