using Mesh.Node.Discovery;
using Mesh.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Discovery;

public sealed class MulticastDiscoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_on_loopback_see_each_other_and_so_does_one_look_around()
    {
        var id = Guid.NewGuid().ToString("N")[..8];
        await using var a = new RunningDiscovery(RunningDiscovery.Ad($"{id}a"), "lo");
        await using var b = new RunningDiscovery(RunningDiscovery.Ad($"{id}b"), "lo");
        await Eventually.HoldsAsync(() => a.Sees($"{id}b") is not null && b.Sees($"{id}a") is not null, Cancel);
        var found = await MulticastDiscovery.BrowseAsync(TimeSpan.FromSeconds(3), ["lo"], NullLogger.Instance, Cancel);
        Assert.Equal([$"{id}a", $"{id}b"], found.Select(sighting => sighting.InstanceName).Where(name => name.StartsWith(id, StringComparison.Ordinal)));
        await b.StopAsync();
        await Eventually.HoldsAsync(() => a.Sees($"{id}b") is null, Cancel);
    }

    [Fact]
    public async Task Without_any_interface_it_warns_once_and_waits()
    {
        var log = new Warnings();
        using var stop = new CancellationTokenSource();
        var discovery = new MulticastDiscovery(RunningDiscovery.Ad("lonely"), ["no-such-interface"], log);
        var run = discovery.RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => log.Count == 1, Cancel);
        discovery.Update(RunningDiscovery.Ad("lonely"));
        await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(TimeSpan.FromMilliseconds(200), Cancel));
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(1), Cancel);
        Assert.Equal(1, log.Count);
        Assert.True(discovery.Sightings.Completion.IsCompleted);
        await discovery.DisposeAsync();
    }

    private sealed class Warnings : ILogger
    {
        public volatile int Count;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Interlocked.Increment(ref Count);
        }
    }
}
