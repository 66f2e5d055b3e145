using System.Threading.Channels;

namespace Mesh.Node.Discovery;

/// <summary>Finds other nodes and lets them find this one.</summary>
internal interface IDiscovery : IAsyncDisposable
{
    /// <summary>News about others, never about this node itself. Completed when <see cref="RunAsync"/> ends.</summary>
    ChannelReader<Sighting> Sightings { get; }

    /// <summary>The name by which this node is advertised at the moment; a conflict may change it.</summary>
    string InstanceName { get; }

    /// <summary>Advertises and browses until <paramref name="stop"/>, then says goodbye; ends within a second of it.</summary>
    Task RunAsync(CancellationToken stop);

    /// <summary>Replaces what is advertised; told to the network at most once a second. Callable from any thread, before and during the run.</summary>
    void Update(Advertisement advertisement);
}
