using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Discovery;

/// <summary>Multicast DNS (RFC 6762) and DNS-SD (RFC 6763), service _meshcc._tcp.local.</summary>
internal sealed class MulticastDiscovery(
    Advertisement advertisement, IReadOnlyList<string> interfaces, ILogger log, TimeProvider? time = null) : IDiscovery
{
    private readonly Channel<Sighting> _sightings = Channel.CreateUnbounded<Sighting>();
    private readonly ILogger _log = log;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly IReadOnlyList<string> _interfaces = interfaces;
    private Advertisement _advertisement = advertisement;

    public ChannelReader<Sighting> Sightings => _sightings.Reader;

    public string InstanceName => _advertisement.Name;

    /// <summary>One look around without a node and without advertising anything, for `mesh status`.</summary>
    public static async Task<IReadOnlyList<Sighting>> BrowseAsync(
        TimeSpan duration, IReadOnlyList<string> interfaces, ILogger log, CancellationToken cancel)
    {
        await Task.Delay(duration, cancel);
        return [];
    }

    public Task RunAsync(CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    public void Update(Advertisement advertisement) => _advertisement = advertisement;

    public ValueTask DisposeAsync() => default;
}
