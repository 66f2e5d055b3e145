namespace Mesh.Node.Discovery;

/// <summary>
/// Tells our own messages from others' when the network brings them back: a multicast comes back to its sender, and over a bridge even
/// on another link. Source addresses cannot tell, because nodes on one machine share them.
/// </summary>
internal sealed class EchoFilter
{
    // A message that has not come back by then will not.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private readonly List<(TimeSpan Sent, object Socket, byte[] Bytes)> _sent = [];

    public void Sent(object socket, byte[] bytes, TimeSpan now)
    {
        _sent.RemoveAll(message => message.Sent < now - Life);
        _sent.Add((now, socket, bytes));
    }

    /// <param name="socket">Where it was heard.</param>
    /// <param name="bytes">The whole message.</param>
    /// <param name="saysWhoWeAre">
    /// Responses and probes are ours wherever they turn up. Another's plain query may be byte for byte the same as ours and wants an answer:
    /// there each echo is taken away once, and it makes no difference which of the two it was.
    /// </param>
    /// <param name="now">The time.</param>
    public bool IsEcho(object socket, ReadOnlySpan<byte> bytes, bool saysWhoWeAre, TimeSpan now)
    {
        for (var i = 0; i < _sent.Count; i++)
        {
            if (_sent[i].Sent < now - Life || !bytes.SequenceEqual(_sent[i].Bytes)) continue;
            if (saysWhoWeAre) return true;
            if (_sent[i].Socket != socket) continue;
            _sent.RemoveAt(i);
            return true;
        }
        return false;
    }
}
