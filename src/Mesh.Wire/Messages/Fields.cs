using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>
/// Walks the map of a message: small integer keys, each at most once, in any order. The caller skips keys it does not know,
/// so that a later version may add some.
/// </summary>
internal struct Fields
{
    private readonly string _message;
    private int _left;
    private ulong _seen;   // one bit per key; keys from 64 up are nobody's yet

    private Fields(string message, int count)
    {
        _message = message;
        _left = count;
        _seen = 0;
        Key = 0;
    }

    /// <summary>The key of the value that the reader stands before.</summary>
    public int Key { get; private set; }

    public static Fields Open(ref MessagePackReader reader, string message) =>
        new(message, reader.ReadMapHeader(WireLimits.MaxFields));

    public bool Next(ref MessagePackReader reader)
    {
        if (_left-- <= 0)
            return false;
        Key = reader.ReadInt32(0);
        if (Key >= 64)
            return true;
        ulong bit = 1UL << Key;
        if ((_seen & bit) != 0)
            throw new ProtocolException($"{_message} has key {Key} twice");
        _seen |= bit;
        return true;
    }

    /// <summary>Refuses a message without its keys 1 to <paramref name="lastRequired"/>.</summary>
    public readonly void Require(int lastRequired)
    {
        for (int key = 1; key <= lastRequired; key++)
        {
            if ((_seen & (1UL << key)) == 0)
                throw new ProtocolException($"{_message} without its key {key}");
        }
    }

    /// <summary>As <see cref="Require"/>, for a message that fills its frame: nothing may follow it.</summary>
    public readonly void Close(in MessagePackReader reader, int lastRequired)
    {
        Require(lastRequired);
        if (!reader.End)
            throw new ProtocolException($"bytes after the end of {_message}");
    }
}
