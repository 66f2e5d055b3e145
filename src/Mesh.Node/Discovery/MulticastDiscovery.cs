using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Discovery;

/// <summary>
/// Multicast DNS (RFC 6762) and DNS-SD (RFC 6763), service _meshcc._tcp.local: the thin shell around <see cref="MdnsEngine"/>. One loop
/// owns the engine and every socket; receivers and <see cref="Update"/> only leave it notes.
/// </summary>
internal sealed class MulticastDiscovery : IDiscovery
{
    // Changes are told by the kernel at once; this is for what it does not tell, and for sockets that could not be opened.
    private static readonly TimeSpan LookAtInterfaces = TimeSpan.FromSeconds(5);

    // Messages waiting for the loop. A flood is cut off here; multicast DNS says everything more than once.
    private const int InboxMessages = 256;

    // Nobody reads: the oldest news goes.
    private const int MaxUnreadSightings = 4096;

    private readonly Channel<Heard?> _inbox = Channel.CreateBounded<Heard?>(
        new BoundedChannelOptions(InboxMessages) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Channel<Sighting> _sightings = Channel.CreateBounded<Sighting>(
        new BoundedChannelOptions(MaxUnreadSightings) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true });

    private readonly IReadOnlyList<string> _interfaces;
    private readonly ILogger _log;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly MdnsEngine _engine;
    private readonly MulticastSockets _sockets;
    private Advertisement? _update;
    private int _linksChanged = 1;
    private volatile string _instanceName;

    /// <param name="advertisement">Null to look around only.</param>
    /// <param name="interfaces">By name; none means every multicast interface that is up.</param>
    /// <param name="log">The room's.</param>
    public MulticastDiscovery(Advertisement? advertisement, IReadOnlyList<string> interfaces, ILogger log)
    {
        (_interfaces, _log) = (interfaces, log);
        // Not from the clock: machines switched on together must not draw the same pauses.
        _engine = new MdnsEngine(advertisement, new Random(Guid.NewGuid().GetHashCode()));
        _sockets = new MulticastSockets((link, family) => MulticastSocket.Open(link, family, heard => _inbox.Writer.TryWrite(heard), log), log);
        _instanceName = _engine.InstanceName;
    }

    public ChannelReader<Sighting> Sightings => _sightings.Reader;

    public string InstanceName => _instanceName;

    private TimeSpan Now => _clock.Elapsed;

    /// <summary>One look around without a node and without advertising anything, for `mesh status`: who is there when the time is over.</summary>
    public static async Task<IReadOnlyList<Sighting>> BrowseAsync(
        TimeSpan duration, IReadOnlyList<string> interfaces, ILogger log, CancellationToken cancel)
    {
        await using var discovery = new MulticastDiscovery(null, interfaces, log);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(duration);
        await discovery.RunAsync(stop.Token).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        var present = new Dictionary<string, Sighting>();
        while (discovery.Sightings.TryRead(out var sighting))
        {
            if (sighting.Kind == SightingKind.Seen) present[sighting.InstanceName] = sighting;
            else present.Remove(sighting.InstanceName);
        }
        return [.. present.Values.OrderBy(sighting => sighting.InstanceName, StringComparer.Ordinal)];
    }

    public void Update(Advertisement advertisement)
    {
        Interlocked.Exchange(ref _update, advertisement);
        Wake(null);
    }

    public async Task RunAsync(CancellationToken stop)
    {
        NetworkChange.NetworkAddressChanged += NoteLinksChanged;
        // Not TimeProvider's: on Mono its timer does not load.
        using var alarm = new Timer(Wake, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            await LoopAsync(alarm, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The wish to stop is how a run ends.
        }
        finally
        {
            NetworkChange.NetworkAddressChanged -= NoteLinksChanged;
            _engine.SayGoodbye();
            SendAll();
            await _sockets.DisposeAsync().ConfigureAwait(false);
            _sightings.Writer.TryComplete();
        }
    }

    public ValueTask DisposeAsync() => _sockets.DisposeAsync();

    private async Task LoopAsync(Timer alarm, CancellationToken stop)
    {
        var lookDue = TimeSpan.Zero;
        do
        {
            if (Interlocked.Exchange(ref _linksChanged, 0) != 0 || Now >= lookDue)
            {
                if (FindLinks() is { } links) await FollowAsync(links).ConfigureAwait(false);
                lookDue = Now + LookAtInterfaces;
            }
            if (Interlocked.Exchange(ref _update, null) is { } update) _engine.Update(update, Now);
            HearAll();
            _engine.Advance(Now);
            SendAll();
            Report();
            var due = _engine.NextDue < lookDue ? _engine.NextDue : lookDue;
            // Timers count whole milliseconds; a little late is better than once too often.
            alarm.Change(due > Now ? due - Now + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        while (await _inbox.Reader.WaitToReadAsync(stop).ConfigureAwait(false));
    }

    private async Task FollowAsync(List<Link> links)
    {
        _engine.SetLinks(await _sockets.FollowAsync(links).ConfigureAwait(false), Now);
        foreach (var index in _sockets.TakeReopened()) _engine.LookAgain(index, Now);
    }

    private List<Link>? FindLinks()
    {
        try
        {
            return LinkFinder.Find(_interfaces);
        }
        catch (Exception e) when (e is NetworkInformationException or IOException)
        {
            // An interface vanished while it was looked at: the kernel's note about that is on its way.
            Log.LookFailed(_log, e.Message);
            return null;
        }
    }

    // No more than were waiting: in a flood, our own words must still get out.
    private void HearAll()
    {
        for (var n = 0; n < InboxMessages && _inbox.Reader.TryRead(out var heard); n++)
            if (heard is not null && !_sockets.IsEcho(heard, Now)) _engine.Hear(heard.Socket.LinkIndex, heard.Source, heard.Message, Now);
    }

    private void SendAll()
    {
        foreach (var outgoing in _engine.TakeOutgoing()) _sockets.Send(outgoing, Now);
    }

    private void Report()
    {
        foreach (var sighting in _engine.TakeSightings())
        {
            Log.Sighted(_log, sighting.Kind, sighting.InstanceName, sighting.Host, sighting.Port);
            _sightings.Writer.TryWrite(sighting);
        }
        if (_engine.InstanceName == _instanceName) return;
        Log.Renamed(_log, _instanceName, _engine.InstanceName);
        _instanceName = _engine.InstanceName;
    }

    private void NoteLinksChanged(object? sender, EventArgs e)
    {
        Volatile.Write(ref _linksChanged, 1);
        Wake(null);
    }

    // A full inbox needs no note: the loop is awake.
    private void Wake(object? _) => _inbox.Writer.TryWrite(null);
}
