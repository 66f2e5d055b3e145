using System.Runtime.InteropServices;

namespace Mesh.Wire.Compression;

/// <summary>Owns a z_stream: in native memory, since libz keeps its address.</summary>
internal sealed unsafe class ZlibHandle : SafeHandle
{
    /// <summary>As with zstd: the fastest.</summary>
    private const int Level = 1;

    private readonly bool _deflates;

    private ZlibHandle(bool deflates)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        _deflates = deflates;
        var stream = Marshal.AllocHGlobal(sizeof(ZlibNative.Stream));
        *(ZlibNative.Stream*)stream = default;
        int code = deflates
            ? ZlibNative.DeflateInit(stream, Level, ZlibNative.DeflatedMethod, ZlibNative.RawWindow, ZlibNative.DefaultMemory,
                ZlibNative.DefaultStrategy, ZlibNative.Version(), sizeof(ZlibNative.Stream))
            : ZlibNative.InflateInit(stream, ZlibNative.RawWindow, ZlibNative.Version(), sizeof(ZlibNative.Stream));
        if (code == ZlibNative.Ok)
        {
            SetHandle(stream);
            return;
        }
        Marshal.FreeHGlobal(stream);
        throw new InvalidOperationException($"libz: error {code} at the start");
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    public ref ZlibNative.Stream Stream => ref *(ZlibNative.Stream*)handle;

    public static ZlibHandle CreateDeflate() => new(deflates: true);

    public static ZlibHandle CreateInflate() => new(deflates: false);

    protected override bool ReleaseHandle()
    {
        if (_deflates)
            ZlibNative.DeflateEnd(handle);
        else
            ZlibNative.InflateEnd(handle);
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
