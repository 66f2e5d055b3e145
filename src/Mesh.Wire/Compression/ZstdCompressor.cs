using static Mesh.Wire.Compression.ZstdNative;

namespace Mesh.Wire.Compression;

/// <summary>One zstd frame (RFC 8878), with its content checksum.</summary>
internal sealed unsafe class ZstdCompressor : ICompressor
{
    /// <summary>Room offered to libzstd at a time; it fills what it is given, so this only bounds how often it is called.</summary>
    private const int StepBytes = 32 * 1024;

    private static readonly NativePool<ZstdCompressionHandle> Pool = new(ZstdCompressionHandle.Create);

    private ZstdCompressionHandle? _context = Pool.Rent();

    public void Compress(ReadOnlySpan<byte> input, PooledBuffer output, bool end)
    {
        var context = _context ?? throw new ObjectDisposedException(nameof(ZstdCompressor));
        fixed (byte* source = input)
        {
            var from = new InBuffer { Source = source, Size = (UIntPtr)input.Length };
            while (!Step(context, ref from, output, end))
            {
            }
        }
    }

    public void Dispose()
    {
        if (_context is not { } context)
            return;
        _context = null;
        Check(Reset(context, SessionOnly));
        Pool.Return(context);
    }

    /// <summary>True when all input is taken and, at the end, all output given.</summary>
    private static bool Step(ZstdCompressionHandle context, ref InBuffer from, PooledBuffer output, bool end)
    {
        var room = output.GetSpan(StepBytes);
        fixed (byte* destination = room)
        {
            var to = new OutBuffer { Destination = destination, Size = (UIntPtr)room.Length };
            var left = Check(CompressStream(context, ref to, ref from, end ? EndDirective : ContinueDirective));
            output.Advance((int)to.Position);
            return end ? left == UIntPtr.Zero : from.Position == from.Size;
        }
    }
}
