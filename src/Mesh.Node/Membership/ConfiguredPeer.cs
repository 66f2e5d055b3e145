using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Membership;

/// <summary>A peer that the configuration names. Its name is resolved again and again: addresses move.</summary>
internal sealed class ConfiguredPeer(string host, int port, Func<string, Task<IPAddress[]>> lookup, ILogger logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>A resolver that takes longer is worth a line in the log.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private IReadOnlyList<IPEndPoint> _endPoints = [];
    private string _said = "";

    /// <summary>Where it was found last; a resolver that does not answer takes nothing away.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => Volatile.Read(ref _endPoints);

    public async Task FollowAsync(Action<IPEndPoint> found, CancellationToken stop)
    {
        while (true)
        {
            await ResolveAsync(stop).ConfigureAwait(false);
            foreach (var address in EndPoints)
            {
                found(address);
            }

            await Task.Delay(BetweenLooks, stop).ConfigureAwait(false);
        }
    }

    private async Task ResolveAsync(CancellationToken stop)
    {
        try
        {
            var asked = lookup(host);
            if (await Task.WhenAny(asked, Task.Delay(Patience, stop)).ConfigureAwait(false) != asked)
            {
                stop.ThrowIfCancellationRequested();
                Say($"its name is not resolved within {Patience.TotalSeconds:0} s"); // and not asked for anew before the resolver gives up
            }

            var addresses = await asked.WaitAsync(stop).ConfigureAwait(false);
            Volatile.Write(ref _endPoints, [.. addresses.Select(address => new IPEndPoint(address, port))]);
            _said = "";
        }
        catch (SocketException e)
        {
            if (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
            {
                Volatile.Write(ref _endPoints, []); // another machine may have its old address by now
            }

            Say(e.Message);
        }
        catch (ArgumentException e) // no name at all
        {
            Say(e.Message);
        }
    }

    // Once for each change, not once for each look.
    private void Say(string reason)
    {
        if (reason != _said)
        {
            logger.CannotGreet($"{host}:{port}", reason);
            _said = reason;
        }
    }
}
