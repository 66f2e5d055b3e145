using FsCheck;
using FsCheck.Fluent;

namespace Mesh.Wire.Tests;

/// <summary>Random values that go to the edges of the encodings.</summary>
internal static class Values
{
    /// <summary>Every power of two with its neighbours, of both signs: where the encodings change.</summary>
    public static IReadOnlyList<long> EdgeIntegers { get; } =
        [.. from bits in Enumerable.Range(0, 64) from offset in Enumerable.Range(-2, 5) from sign in new[] { 1L, -1L }
            select unchecked(sign * ((1L << bits) + offset))];

    public static IReadOnlyList<ulong> EdgeUnsigned { get; } = [.. EdgeIntegers.Select(edge => unchecked((ulong)edge))];

    /// <summary>Every length near those where the headers change: 15, 31, 255, 65535.</summary>
    public static IReadOnlyList<int> EdgeLengths { get; } = [.. Enumerable.Range(0, 300), .. Enumerable.Range(65530, 12)];

    public static Gen<long> Integers { get; } = Gen.OneOf(Gen.Elements(EdgeIntegers.ToArray()), ArbMap.Default.GeneratorFor<long>());

    public static Gen<ulong> Unsigned { get; } = Gen.OneOf(Gen.Elements(EdgeUnsigned.ToArray()), ArbMap.Default.GeneratorFor<ulong>());

    public static Gen<int> Lengths { get; } = Gen.Frequency((15, Gen.Choose(0, 299)), (1, Gen.Elements(EdgeLengths.ToArray())));

    public static Gen<string> Texts { get; } =
        from length in Lengths
        from letter in Gen.Elements("a", "-", "é", "€", "😀")
        select string.Concat(Enumerable.Repeat(letter, length / letter.Length));

    public static Gen<byte[]> Bytes { get; } =
        from length in Lengths
        from first in Gen.Choose(0, 255)
        select Enumerable.Range(first, length).Select(i => (byte)i).ToArray();
}
