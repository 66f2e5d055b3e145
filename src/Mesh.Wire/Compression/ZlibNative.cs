using System.Runtime.InteropServices;

namespace Mesh.Wire.Compression;

/// <summary>
/// The few functions we need of the system's libz. Not System.IO.Compression: its DeflateStream cannot take a stream in
/// pieces (on Mono the end of a piece is the error "Corrupted data"), and allocates per use.
/// </summary>
internal static class ZlibNative
{
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int BufferError = -5;   // no progress possible: wants input or room
    public const int NoFlush = 0;
    public const int FinishFlush = 4;
    public const int DeflatedMethod = 8;
    public const int RawWindow = -15;    // raw deflate, RFC 1951: no zlib or gzip header
    public const int DefaultMemory = 8;
    public const int DefaultStrategy = 0;

    private const string Library = "libz.so.1";

    [DllImport(Library, EntryPoint = "zlibVersion")]
    public static extern IntPtr Version();

    // The version and the struct's size let libz refuse a caller built for another layout; ours has been the same since 1.0.
    [DllImport(Library, EntryPoint = "deflateInit2_")]
    public static extern int DeflateInit(IntPtr stream, int level, int method, int windowBits, int memory, int strategy, IntPtr version, int size);

    [DllImport(Library, EntryPoint = "deflate")]
    public static extern int Deflate(ZlibHandle stream, int flush);

    [DllImport(Library, EntryPoint = "deflateReset")]
    public static extern int DeflateReset(ZlibHandle stream);

    [DllImport(Library, EntryPoint = "deflateEnd")]
    public static extern int DeflateEnd(IntPtr stream);

    [DllImport(Library, EntryPoint = "inflateInit2_")]
    public static extern int InflateInit(IntPtr stream, int windowBits, IntPtr version, int size);

    [DllImport(Library, EntryPoint = "inflate")]
    public static extern int Inflate(ZlibHandle stream, int flush);

    [DllImport(Library, EntryPoint = "inflateReset")]
    public static extern int InflateReset(ZlibHandle stream);

    [DllImport(Library, EntryPoint = "inflateEnd")]
    public static extern int InflateEnd(IntPtr stream);

    /// <summary>z_stream of zlib.h. Its unsigned long is as wide as a pointer on every Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Stream
    {
        public byte* NextIn;
        public uint AvailableIn;
        public UIntPtr TotalIn;
        public byte* NextOut;
        public uint AvailableOut;
        public UIntPtr TotalOut;
        public IntPtr Message;
        public IntPtr State;
        public IntPtr Allocate;
        public IntPtr Free;
        public IntPtr Opaque;
        public int DataType;
        public UIntPtr Adler;
        public UIntPtr Reserved;
    }
}
