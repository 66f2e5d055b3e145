using System.Runtime.InteropServices;

namespace Mesh.Wire.Compression;

/// <summary>Owns a ZSTD_CCtx.</summary>
internal sealed class ZstdCompressionHandle : SafeHandle
{
    /// <summary>The fastest ordinary level: a slow client spends its time here. Level 3 saves 10 % of the bytes for 60 % more CPU.</summary>
    private const int Level = 1;

    public ZstdCompressionHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    public static ZstdCompressionHandle Create()
    {
        var context = ZstdNative.CreateCompressionContext();
        if (context.IsInvalid)
            throw new OutOfMemoryException("libzstd: no compression context");
        ZstdNative.Check(ZstdNative.SetParameter(context, ZstdNative.CompressionLevel, Level));
        ZstdNative.Check(ZstdNative.SetParameter(context, ZstdNative.ChecksumFlag, 1));
        return context;
    }

    protected override bool ReleaseHandle()
    {
        ZstdNative.FreeCompressionContext(handle);
        return true;
    }
}
