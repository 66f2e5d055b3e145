using System.Runtime.InteropServices;

namespace Mesh.Wire.Compression;

/// <summary>The few functions we need of the system's libzstd (every gcc since 10 links it). NativeLibrary is not in netstandard2.1.</summary>
internal static unsafe class ZstdNative
{
    /// <summary>1.4.0, where the streaming functions used here became stable.</summary>
    public const uint OldestVersion = 10400;

    public const int CompressionLevel = 100;   // ZSTD_c_compressionLevel
    public const int ChecksumFlag = 201;       // ZSTD_c_checksumFlag
    public const int WindowLogMax = 100;       // ZSTD_d_windowLogMax
    public const int ContinueDirective = 0;    // ZSTD_e_continue
    public const int EndDirective = 2;         // ZSTD_e_end
    public const int SessionOnly = 1;          // ZSTD_reset_session_only

    private const string Library = "libzstd.so.1";

    [DllImport(Library, EntryPoint = "ZSTD_versionNumber")]
    public static extern uint VersionNumber();

    [DllImport(Library, EntryPoint = "ZSTD_isError")]
    public static extern uint IsError(UIntPtr code);

    [DllImport(Library, EntryPoint = "ZSTD_getErrorName")]
    public static extern IntPtr GetErrorName(UIntPtr code);

    [DllImport(Library, EntryPoint = "ZSTD_createCCtx")]
    public static extern ZstdCompressionHandle CreateCompressionContext();

    [DllImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    public static extern UIntPtr FreeCompressionContext(IntPtr context);

    [DllImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static extern UIntPtr SetParameter(ZstdCompressionHandle context, int parameter, int value);

    [DllImport(Library, EntryPoint = "ZSTD_CCtx_reset")]
    public static extern UIntPtr Reset(ZstdCompressionHandle context, int directive);

    [DllImport(Library, EntryPoint = "ZSTD_compressStream2")]
    public static extern UIntPtr CompressStream(ZstdCompressionHandle context, ref OutBuffer output, ref InBuffer input, int directive);

    [DllImport(Library, EntryPoint = "ZSTD_createDCtx")]
    public static extern ZstdDecompressionHandle CreateDecompressionContext();

    [DllImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static extern UIntPtr FreeDecompressionContext(IntPtr context);

    [DllImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static extern UIntPtr SetParameter(ZstdDecompressionHandle context, int parameter, int value);

    [DllImport(Library, EntryPoint = "ZSTD_DCtx_reset")]
    public static extern UIntPtr Reset(ZstdDecompressionHandle context, int directive);

    [DllImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static extern UIntPtr DecompressStream(ZstdDecompressionHandle context, ref OutBuffer output, ref InBuffer input);

    /// <summary>For calls that fail only by our own mistake or for want of memory.</summary>
    public static UIntPtr Check(UIntPtr code) =>
        IsError(code) == 0 ? code : throw new InvalidOperationException($"libzstd: {ErrorName(code)}");

    public static string? ErrorName(UIntPtr code) => Marshal.PtrToStringAnsi(GetErrorName(code));

    /// <summary>ZSTD_inBuffer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InBuffer
    {
        public byte* Source;
        public UIntPtr Size;
        public UIntPtr Position;
    }

    /// <summary>ZSTD_outBuffer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct OutBuffer
    {
        public byte* Destination;
        public UIntPtr Size;
        public UIntPtr Position;
    }
}
