using System.Runtime.InteropServices;

namespace Mesh.Wire.Compression;

/// <summary>Owns a ZSTD_DCtx.</summary>
internal sealed class ZstdDecompressionHandle : SafeHandle
{
    /// <summary>log2 of the largest window: 8 MiB, which RFC 8878 §3.1.1.1.2 asks of every decoder. Without this a frame's header
    /// could make libzstd allocate 128 MiB.</summary>
    private const int LargestWindow = 23;

    public ZstdDecompressionHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    public static ZstdDecompressionHandle Create()
    {
        var context = ZstdNative.CreateDecompressionContext();
        if (context.IsInvalid)
            throw new OutOfMemoryException("libzstd: no decompression context");
        ZstdNative.Check(ZstdNative.SetParameter(context, ZstdNative.WindowLogMax, LargestWindow));
        return context;
    }

    protected override bool ReleaseHandle()
    {
        ZstdNative.FreeDecompressionContext(handle);
        return true;
    }
}
