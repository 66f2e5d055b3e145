namespace Mesh.Wire.Hands;

/// <summary>Writes messages to a stream. <see cref="Add"/> several, then flush: one system call. One writer, one caller at a time.</summary>
internal sealed class HandsFrameWriter(Stream stream)
{
    private readonly FieldWriter _fields = new();

    /// <summary>Bytes that wait for a flush.</summary>
    public int Queued => _fields.Length;

    /// <summary>Queues a message; DATA, OUT, ERR, STDOUT and STDERR of any length are cut into frames.</summary>
    public void Add(HandsMessage message)
    {
        switch (message)
        {
            case Data m: AddChunks(m.Bytes, static (_, bytes) => new Data(bytes)); break;
            case Out m: AddChunks(m.Bytes, static (_, bytes) => new Out(bytes)); break;
            case Err m: AddChunks(m.Bytes, static (_, bytes) => new Err(bytes)); break;
            case Stdout m: AddChunks(m.Bytes, static (run, bytes) => new Stdout(run, bytes), m.RunId); break;
            case Stderr m: AddChunks(m.Bytes, static (run, bytes) => new Stderr(run, bytes), m.RunId); break;
            default: HandsCodec.Encode(message, _fields); break;
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        if (_fields.Length > 0)
        {
            await stream.WriteAsync(_fields.Written, cancel).ConfigureAwait(false);
            _fields.Clear();
        }
    }

    /// <summary>Sends the message and all queued before it.</summary>
    public ValueTask WriteAsync(HandsMessage message, CancellationToken cancel)
    {
        Add(message);
        return FlushAsync(cancel);
    }

    private void AddChunks(ReadOnlyMemory<byte> bytes, Func<uint, ReadOnlyMemory<byte>, HandsMessage> frame, uint run = 0)
    {
        for (; bytes.Length > HandsLimits.MaxChunkBytes; bytes = bytes[HandsLimits.MaxChunkBytes..])
        {
            HandsCodec.Encode(frame(run, bytes[..HandsLimits.MaxChunkBytes]), _fields);
        }

        HandsCodec.Encode(frame(run, bytes), _fields);
    }
}
