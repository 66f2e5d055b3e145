using System.Threading.Channels;
using Mesh.Node.Discovery;

namespace Mesh.Testing;

/// <summary>Discovery on an <see cref="InMemoryDiscoveryHub"/>.</summary>
internal sealed class InMemoryDiscovery(InMemoryDiscoveryHub hub, Advertisement advertisement) : IDiscovery
{
    private readonly Channel<Sighting> _sightings = Channel.CreateUnbounded<Sighting>();

    public ChannelReader<Sighting> Sightings => _sightings.Reader;

    public string InstanceName { get; internal set; } = advertisement.Name;

    public Advertisement Advertisement { get; private set; } = advertisement;

    public async Task RunAsync(CancellationToken stop)
    {
        hub.Join(this);
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The wish to stop is how a run ends.
        }
        finally
        {
            hub.Leave(this, SightingKind.Goodbye);
            _sightings.Writer.TryComplete();
        }
    }

    public void Update(Advertisement advertisement)
    {
        Advertisement = advertisement;
        hub.Announce(this);
    }

    /// <summary>Vanishes without a goodbye, as a killed node does.</summary>
    public void Die() => hub.Leave(this, SightingKind.Expired);

    public ValueTask DisposeAsync()
    {
        hub.Leave(this, SightingKind.Expired);
        _sightings.Writer.TryComplete();
        return default;
    }

    internal void Tell(Sighting news) => _sightings.Writer.TryWrite(news);
}
