using Mesh.Node.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Discovery;

/// <summary>A real <see cref="MulticastDiscovery"/> that runs, and what it has seen so far.</summary>
internal sealed class RunningDiscovery : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private readonly Task _reading;
    private readonly Dictionary<string, Sighting> _sees = [];

    public RunningDiscovery(Advertisement advertisement, params string[] interfaces)
    {
        Host = $"mesh-{advertisement.NodeId[..12]}.local";
        Discovery = new MulticastDiscovery(advertisement, interfaces, NullLogger.Instance);
        _run = Discovery.RunAsync(_stop.Token);
        _reading = ReadAsync();
    }

    public MulticastDiscovery Discovery { get; }

    public string Host { get; }

    public List<Sighting> News { get; } = [];

    public static Advertisement Ad(string name) => new()
    {
        NodeId = Guid.NewGuid().ToString("N"),
        Name = name,
        Port = 4711,
        Arch = "x86_64",
        Slots = 4,
        FreeSlots = 3,
        Targets = [new AdvertisedTarget("x86_64-linux-gnu", "gcc", "12.2.0")],
    };

    public Sighting? Sees(string name)
    {
        lock (_sees) return _sees.GetValueOrDefault(name);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Discovery.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var sighting in Discovery.Sightings.ReadAllAsync())
        {
            lock (_sees)
            {
                News.Add(sighting);
                if (sighting.Kind == SightingKind.Seen) _sees[sighting.InstanceName] = sighting;
                else _sees.Remove(sighting.InstanceName);
            }
        }
    }
}
