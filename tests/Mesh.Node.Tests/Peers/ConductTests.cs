using Mesh.Node.Peers;

namespace Mesh.Node.Tests.Peers;

public sealed class ConductTests
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(5);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 30)]
    [InlineData(4, 60)]
    [InlineData(5, 120)]
    [InlineData(6, 240)]
    [InlineData(40, 240)]
    public void Failures_in_a_row_bring_longer_and_longer_rests(int failures, double restSeconds)
    {
        var (conduct, now) = (Conduct.Good, Now);
        for (var failure = 1; failure <= failures; failure++)
        {
            now = conduct.RestsUntil > now ? conduct.RestsUntil : now;
            conduct = conduct.Failed(now);
        }

        Assert.Equal(restSeconds, Math.Max(0, (conduct.RestsUntil - now).TotalSeconds));
        Assert.Equal(restSeconds > 0, conduct.WhyNotAt(now) is not null);
        Assert.Null(conduct.WhyNotAt(now + TimeSpan.FromSeconds(restSeconds)));
        Assert.Equal(failures >= 3, conduct.IsOnTrial);
    }

    [Fact]
    public void Jobs_that_were_under_way_do_not_make_a_rest_longer()
    {
        var resting = Conduct.Good.Failed(Now).Failed(Now).Failed(Now);
        Assert.Equal(resting, resting.Failed(Now + TimeSpan.FromSeconds(29)));
    }
}
