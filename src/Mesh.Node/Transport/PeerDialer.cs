using System.Net;
using Mesh.Wire.Messages;

namespace Mesh.Node.Transport;

/// <summary>Opens greeted connections to peers. Twin of <see cref="IPeerListener"/>.</summary>
internal sealed class PeerDialer(ITransport transport, Func<ConnectionPurpose, Hello> hello)
{
    /// <summary>One address of a neighbour answers in a few milliseconds, or never.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <exception cref="IOException">The peer cannot be reached or does not answer.</exception>
    /// <exception cref="Wire.ProtocolException">What answers is no node of this protocol version.</exception>
    public async Task<PeerConnection> DialAsync(IPEndPoint peer, ConnectionPurpose purpose, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(ConnectTimeout);
        Stream stream;
        try
        {
            stream = await transport.ConnectAsync(peer, late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"cannot connect to {peer} within {ConnectTimeout.TotalSeconds:0} s");
        }

        return await PeerConnection.GreetAsync(stream, hello(purpose), cancel).ConfigureAwait(false);
    }
}
