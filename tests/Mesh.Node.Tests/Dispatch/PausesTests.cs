using Mesh.Node.Dispatch;

namespace Mesh.Node.Tests.Dispatch;

public sealed class PausesTests
{
    private readonly ManualTime _time = new();
    private readonly Pauses<string> _pauses;

    public PausesTests() => _pauses = new Pauses<string>(_time, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(100));

    [Fact]
    public void Each_failure_in_a_row_doubles_the_pause()
    {
        Assert.Equal([30, 60, 100, 100], Lengths(4));
        _pauses.Worked("a");
        Assert.Equal([30], Lengths(1));
        Assert.False(_pauses.Holds("b"));
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        for (var i = 0; i < 100_000; i++)
        {
            _pauses.Failed(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.False(_pauses.Holds("0"));
        Assert.True(_pauses.Holds("99999"));
    }

    private List<int> Lengths(int failures)
    {
        var lengths = new List<int>();
        for (var i = 0; i < failures; i++)
        {
            _pauses.Failed("a");
            var seconds = 0;
            for (; _pauses.Holds("a"); seconds++)
            {
                _time.Now += TimeSpan.FromSeconds(1);
            }

            lengths.Add(seconds);
        }

        return lengths;
    }

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
