namespace Mesh.Wire.Compression;

/// <summary>One raw deflate stream (RFC 1951).</summary>
internal sealed unsafe class DeflateCompressor : ICompressor
{
    private const int StepBytes = 16 * 1024;

    private static readonly NativePool<ZlibHandle> Pool = new(ZlibHandle.CreateDeflate);

    private ZlibHandle? _handle = Pool.Rent();

    public void Compress(ReadOnlySpan<byte> input, PooledBuffer output, bool end)
    {
        var handle = _handle ?? throw new ObjectDisposedException(nameof(DeflateCompressor));
        fixed (byte* source = input)
        {
            handle.Stream.NextIn = source;
            handle.Stream.AvailableIn = (uint)input.Length;
            while (!Step(handle, output, end))
            {
            }
        }
    }

    public void Dispose()
    {
        if (_handle is not { } handle)
            return;
        _handle = null;
        ZlibNative.DeflateReset(handle);
        Pool.Return(handle);
    }

    /// <summary>True when all input is taken and, at the end, all output given.</summary>
    private static bool Step(ZlibHandle handle, PooledBuffer output, bool end)
    {
        var room = output.GetSpan(StepBytes);
        fixed (byte* destination = room)
        {
            handle.Stream.NextOut = destination;
            handle.Stream.AvailableOut = (uint)room.Length;
            int code = ZlibNative.Deflate(handle, end ? ZlibNative.FinishFlush : ZlibNative.NoFlush);
            if (code is not (ZlibNative.Ok or ZlibNative.StreamEnd or ZlibNative.BufferError))
                throw new InvalidOperationException($"libz: error {code}");
            output.Advance(room.Length - (int)handle.Stream.AvailableOut);
            return end ? code == ZlibNative.StreamEnd : handle.Stream.AvailableIn == 0;
        }
    }
}
