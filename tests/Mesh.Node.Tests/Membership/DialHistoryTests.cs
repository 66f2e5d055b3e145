using System.Net;
using Mesh.Node.Membership;

namespace Mesh.Node.Tests.Membership;

public sealed class DialHistoryTests
{
    private static readonly IPEndPoint Somewhere = new(IPAddress.Parse("10.0.0.7"), 6374);

    private readonly DialHistory _history = new();
    private TimeSpan _now;

    [Theory]
    [InlineData(false, new[] { 5, 10, 20, 40, 80, 160, 300, 300 })]
    [InlineData(true, new[] { 5, 10, 20, 30, 30 })]
    public void Each_failure_in_a_row_doubles_the_pause(bool isWanted, int[] seconds) =>
        Assert.Equal(seconds, seconds.Select(_ => Fail(isWanted)));

    [Fact]
    public void News_of_the_address_ends_the_pause_and_begins_anew()
    {
        Fail();
        Fail();
        _history.Failed(Somewhere, "refused", isWanted: false, _now);
        _history.Refresh(Somewhere);
        Assert.False(_history.Holds(Somewhere, _now));
        Assert.Equal(5, Fail());
    }

    [Fact]
    public void What_was_under_way_when_the_pause_began_does_not_make_it_longer()
    {
        _history.Failed(Somewhere, "refused", isWanted: false, _now);
        Assert.Equal(5, Fail());
    }

    [Fact]
    public void A_reason_is_news_once_until_it_changes()
    {
        bool IsNews(string reason) => _history.Failed(Somewhere, reason, isWanted: false, _now += TimeSpan.FromHours(1));
        Assert.Equal([true, false, true, true], new[] { "refused", "refused", "another version", "refused" }.Select(IsNews));
        _history.Refresh(Somewhere);
        Assert.False(IsNews("refused"));
        _history.Stood(Somewhere);
        Assert.True(IsNews("refused"));
    }

    [Fact]
    public void A_greeting_alone_does_not_make_up_for_failures()
    {
        Fail();
        _history.Answered(Somewhere, "a", _now);
        Assert.Equal("a", _history.OwnerOf(Somewhere));
        Assert.Equal(10, Fail());
        Assert.Null(_history.OwnerOf(Somewhere));
        _history.Stood(Somewhere);
        Assert.Equal(5, Fail());
    }

    [Fact]
    public void Addresses_without_number_are_forgotten_and_pauses_with_them()
    {
        _history.Failed(Somewhere, "refused", isWanted: false, _now);
        for (var port = 1; port <= 5000; port++)
        {
            _history.Failed(new IPEndPoint(IPAddress.Loopback, port), "refused", isWanted: false, _now);
        }

        Assert.False(_history.Holds(Somewhere, _now));
        Assert.True(_history.Holds(new IPEndPoint(IPAddress.Loopback, 5000), _now));
    }

    /// <summary>For how many seconds it is then left alone.</summary>
    private int Fail(bool isWanted = false)
    {
        _history.Failed(Somewhere, "refused", isWanted, _now);
        var seconds = 0;
        for (; _history.Holds(Somewhere, _now); seconds++)
        {
            _now += TimeSpan.FromSeconds(1);
        }

        return seconds;
    }
}
