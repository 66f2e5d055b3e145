using System.Buffers.Binary;
using System.Net.Sockets;

namespace Mesh.Lab;

/// <summary>Asks a node's local socket for its status, as <c>mesh status --json</c> does.</summary>
internal static class StatusQuery
{
    // The control requests of the hands protocol: u32 length of what follows, big-endian | u8 kind | body.
    private const byte Status = 32;
    private const byte StatusJson = 33;
    private const int LargestStatus = 8 << 20;

    /// <summary>The first answer of a node on an emulated processor takes seconds to compile.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<byte[]> AskAsync(string socket, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Limit);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket), deadline.Token);
        await using var stream = new NetworkStream(client);
        await stream.WriteAsync(new byte[] { 0, 0, 0, 1, Status }, deadline.Token);

        var head = new byte[5];
        await stream.ReadExactlyAsync(head, deadline.Token);
        var length = BinaryPrimitives.ReadInt32BigEndian(head) - 1;
        if (head[4] != StatusJson || length is < 0 or > LargestStatus) throw new LabException($"not a status: kind {head[4]}, {length} bytes");
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, deadline.Token);
        return body;
    }
}
