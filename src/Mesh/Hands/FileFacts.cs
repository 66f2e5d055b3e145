using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>What statx says about a file: its layout is the same on every architecture, that of stat is not.</summary>
internal readonly record struct FileFacts(uint Mode, uint Links, uint Owner, FileIdentity Identity)
{
    private const int CurrentDirectory = -100;      // AT_FDCWD
    private const int NoFollow = 0x100;             // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7ff;          // STATX_BASIC_STATS

    public bool IsRegular => (Mode & 0xF000) == 0x8000;

    public bool IsDirectory => (Mode & 0xF000) == 0x4000;

    /// <summary>A character device: a terminal, the null device...</summary>
    public bool IsDevice => (Mode & 0xF000) == 0x2000;

    public static unsafe FileFacts? Of(string path, bool follow, out int errno)
    {
        var raw = stackalloc byte[256];
        errno = 0;
        if (Libc.statx(CurrentDirectory, Libc.Text(path), follow ? 0 : NoFollow, BasicStats, raw) != 0)
        {
            errno = Libc.Errno;
            return null;
        }

        return Parse(new ReadOnlySpan<byte>(raw, 256));
    }

    // struct statx: nlink 16, uid 20, mode 28 (u16), ino 32, size 40, mtime 112 (s64 seconds, u32 nanoseconds), dev_major 136, dev_minor 140
    private static FileFacts Parse(ReadOnlySpan<byte> raw)
    {
        ulong major = MemoryMarshal.Read<uint>(raw[136..]);
        ulong minor = MemoryMarshal.Read<uint>(raw[140..]);
        var modified = (ulong)MemoryMarshal.Read<long>(raw[112..]) * 1_000_000_000 + MemoryMarshal.Read<uint>(raw[120..]);
        return new FileFacts(
            MemoryMarshal.Read<ushort>(raw[28..]),
            MemoryMarshal.Read<uint>(raw[16..]),
            MemoryMarshal.Read<uint>(raw[20..]),
            new FileIdentity(Device(major, minor), MemoryMarshal.Read<ulong>(raw[32..]), MemoryMarshal.Read<ulong>(raw[40..]), modified));
    }

    // glibc's makedev, which is what st_dev holds.
    private static ulong Device(ulong major, ulong minor) =>
        (minor & 0xff) | ((major & 0xfff) << 8) | ((minor & ~0xffUL) << 12) | ((major & ~0xfffUL) << 32);
}
