using static Mesh.Wire.Compression.ZstdNative;

namespace Mesh.Wire.Compression;

/// <summary>Reads one zstd frame and nothing after it.</summary>
internal sealed unsafe class ZstdDecompressor : Decompressor
{
    private static readonly NativePool<ZstdDecompressionHandle> Pool = new(ZstdDecompressionHandle.Create);

    private ZstdDecompressionHandle? _context = Pool.Rent();
    private bool _ended;

    public ZstdDecompressor(long maxOutputBytes)
        : base(maxOutputBytes)
    {
    }

    public override void Finish()
    {
        if (!_ended)
            throw new ProtocolException("a zstd stream without its end");
    }

    public override void Dispose()
    {
        if (_context is not { } context)
            return;
        _context = null;
        Check(Reset(context, SessionOnly));
        Pool.Return(context);
    }

    protected override int Step(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        var context = _context ?? throw new ObjectDisposedException(nameof(ZstdDecompressor));
        consumed = 0;
        if (_ended)
            return input.IsEmpty ? 0 : throw new ProtocolException("bytes after the end of a zstd stream");
        fixed (byte* source = input)
        fixed (byte* destination = output)
        {
            var from = new InBuffer { Source = source, Size = (UIntPtr)input.Length };
            var to = new OutBuffer { Destination = destination, Size = (UIntPtr)output.Length };
            var left = DecompressStream(context, ref to, ref from);
            if (IsError(left) != 0)
                throw new ProtocolException($"a zstd stream that is broken: {ErrorName(left)}");
            _ended = left == UIntPtr.Zero;
            consumed = (int)from.Position;
            return (int)to.Position;
        }
    }
}
