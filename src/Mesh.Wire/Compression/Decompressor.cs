namespace Mesh.Wire.Compression;

/// <summary>What all decompressors share: the piece at hand, and the limit on what comes out.</summary>
internal abstract class Decompressor : IDecompressor
{
    private readonly long _maxOutputBytes;
    private ReadOnlyMemory<byte> _input;

    protected Decompressor(long maxOutputBytes)
    {
        _maxOutputBytes = maxOutputBytes;
    }

    public long Produced { get; private set; }

    public void Feed(ReadOnlyMemory<byte> input)
    {
        if (!_input.IsEmpty)
            throw new InvalidOperationException("the piece before has not been read to its end");
        _input = input;
    }

    public int Read(Span<byte> output)
    {
        int written = Step(_input.Span, output, out int consumed);
        _input = _input.Slice(consumed);
        if (written == 0 && !_input.IsEmpty)   // zstd's skippable frames, say: nobody honest sends them
            throw new ProtocolException("a codec stream that does not go on");
        Produced += written;
        if (Produced > _maxOutputBytes)
            throw new ProtocolException($"a payload of more than {_maxOutputBytes} bytes");
        return written;
    }

    public abstract void Finish();

    public abstract void Dispose();

    /// <summary>Writes something to <paramref name="output"/> as long as there is room and something to write.</summary>
    protected abstract int Step(ReadOnlySpan<byte> input, Span<byte> output, out int consumed);
}
