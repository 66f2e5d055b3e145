using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Mesh.Wire;

/// <summary>
/// XXH64 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), over bytes as they come: finds what a
/// network, a memory or a program corrupted. No defence against intent; that is TLS's.
/// </summary>
internal sealed class Digest
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    private readonly byte[] _partial = new byte[StripeBytes];
    private int _partialLength;
    private ulong _length;
    private ulong _lane1 = unchecked(Prime1 + Prime2);
    private ulong _lane2 = Prime2;
    private ulong _lane3;
    private ulong _lane4 = unchecked(0 - Prime1);

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var digest = new Digest();
        digest.Append(bytes);
        return digest.Finish();
    }

    /// <summary>Of a text in UTF-8, as 16 hexadecimal digits: a short name for a long one.</summary>
    public static string Name(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_partialLength > 0)
        {
            int taken = Math.Min(StripeBytes - _partialLength, bytes.Length);
            bytes.Slice(0, taken).CopyTo(_partial.AsSpan(_partialLength));
            _partialLength += taken;
            bytes = bytes.Slice(taken);
            if (_partialLength < StripeBytes)
                return;
            AppendStripes(_partial);
        }
        AppendStripes(bytes);
        var rest = bytes.Slice(bytes.Length - (bytes.Length % StripeBytes));
        rest.CopyTo(_partial);
        _partialLength = rest.Length;
    }

    /// <summary>The digest of all that was appended; appending may go on afterwards.</summary>
    public ulong Finish()
    {
        unchecked
        {
            ulong hash = (_length < StripeBytes ? Prime5 : MergedLanes()) + _length;
            ReadOnlySpan<byte> rest = _partial.AsSpan(0, _partialLength);
            for (; rest.Length >= 8; rest = rest.Slice(8))
                hash = (Rotate(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1) + Prime4;
            if (rest.Length >= 4)
            {
                hash = (Rotate(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1), 23) * Prime2) + Prime3;
                rest = rest.Slice(4);
            }
            foreach (byte b in rest)
                hash = Rotate(hash ^ (b * Prime5), 11) * Prime1;
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private void AppendStripes(ReadOnlySpan<byte> bytes)
    {
        ulong lane1 = _lane1, lane2 = _lane2, lane3 = _lane3, lane4 = _lane4;
        for (; bytes.Length >= StripeBytes; bytes = bytes.Slice(StripeBytes))
        {
            lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(8)));
            lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(16)));
            lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(24)));
        }
        (_lane1, _lane2, _lane3, _lane4) = (lane1, lane2, lane3, lane4);
    }

    private ulong MergedLanes()
    {
        unchecked
        {
            ulong hash = Rotate(_lane1, 1) + Rotate(_lane2, 7) + Rotate(_lane3, 12) + Rotate(_lane4, 18);
            hash = Merge(hash, _lane1);
            hash = Merge(hash, _lane2);
            hash = Merge(hash, _lane3);
            return Merge(hash, _lane4);
        }
    }

    private static ulong Merge(ulong hash, ulong lane) => unchecked(((hash ^ Round(0, lane)) * Prime1) + Prime4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Round(ulong lane, ulong input) => unchecked(Rotate(lane + (input * Prime2), 31) * Prime1);

    // BitOperations is not in netstandard2.1; compilers know this form.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
