using System.Net;

namespace Mesh.Node.Transport;

/// <summary>How bytes reach a peer: TCP in the field, memory in tests.</summary>
internal interface ITransport
{
    /// <summary>Opens a byte stream to a peer.</summary>
    /// <exception cref="IOException">The peer cannot be reached.</exception>
    Task<Stream> ConnectAsync(IPEndPoint peer, CancellationToken cancel);

    /// <summary>Starts to take connections; <paramref name="port"/> 0 lets the system choose.</summary>
    /// <exception cref="IOException">The port cannot be listened on.</exception>
    IPeerListener Listen(int port);
}

/// <summary>Takes connections of peers until it is disposed.</summary>
internal interface IPeerListener : IDisposable
{
    int Port { get; }

    /// <summary>The next connection of a peer that may speak to this node.</summary>
    /// <exception cref="ObjectDisposedException">The listener was closed.</exception>
    Task<IncomingStream> AcceptAsync(CancellationToken stop);
}

/// <summary>A connection that a peer opened.</summary>
internal sealed record IncomingStream(Stream Stream, IPEndPoint From);
