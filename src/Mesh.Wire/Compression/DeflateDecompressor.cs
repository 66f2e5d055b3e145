namespace Mesh.Wire.Compression;

/// <summary>Reads one raw deflate stream and nothing after it.</summary>
internal sealed unsafe class DeflateDecompressor : Decompressor
{
    private static readonly NativePool<ZlibHandle> Pool = new(ZlibHandle.CreateInflate);

    private ZlibHandle? _handle = Pool.Rent();
    private bool _ended;

    public DeflateDecompressor(long maxOutputBytes)
        : base(maxOutputBytes)
    {
    }

    public override void Finish()
    {
        if (!_ended)
            throw new ProtocolException("a deflate stream without its end");
    }

    public override void Dispose()
    {
        if (_handle is not { } handle)
            return;
        _handle = null;
        ZlibNative.InflateReset(handle);
        Pool.Return(handle);
    }

    protected override int Step(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        var handle = _handle ?? throw new ObjectDisposedException(nameof(DeflateDecompressor));
        consumed = 0;
        if (_ended)
            return input.IsEmpty ? 0 : throw new ProtocolException("bytes after the end of a deflate stream");
        fixed (byte* source = input)
        fixed (byte* destination = output)
        {
            ref var stream = ref handle.Stream;
            stream.NextIn = source;
            stream.AvailableIn = (uint)input.Length;
            stream.NextOut = destination;
            stream.AvailableOut = (uint)output.Length;
            int code = ZlibNative.Inflate(handle, ZlibNative.NoFlush);
            if (code is not (ZlibNative.Ok or ZlibNative.StreamEnd or ZlibNative.BufferError))
                throw new ProtocolException($"a deflate stream that is broken: error {code}");
            _ended = code == ZlibNative.StreamEnd;
            consumed = input.Length - (int)stream.AvailableIn;
            return output.Length - (int)stream.AvailableOut;
        }
    }
}
