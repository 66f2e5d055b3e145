using FsCheck;
using FsCheck.Fluent;

namespace Mesh.Wire.Tests;

/// <summary>Random values that go to the edges of the encodings.</summary>
internal static class Values
{
    /// <summary>Integers of every size, and those beside every power of two, where the encodings change.</summary>
    public static Gen<long> Integers { get; } = Gen.OneOf(
        from bits in Gen.Choose(0, 63) from offset in Gen.Choose(-2, 2) from sign in Gen.Elements(1L, -1L)
        select unchecked(sign * ((1L << bits) + offset)),
        ArbMap.Default.GeneratorFor<long>());

    public static Gen<ulong> Unsigned { get; } = Gen.OneOf(
        from bits in Gen.Choose(0, 63) from offset in Gen.Choose(-2, 2)
        select unchecked((1UL << bits) + (ulong)offset),
        ArbMap.Default.GeneratorFor<ulong>());

    /// <summary>Lengths beside those where the headers change: 15, 31, 255, 65535.</summary>
    public static Gen<int> Lengths { get; } = Gen.Frequency(
        (10, Gen.Choose(0, 40)), (5, Gen.Choose(250, 260)), (1, Gen.Choose(65530, 65540)));

    public static Gen<string> Texts { get; } =
        from length in Lengths
        from letter in Gen.Elements("a", "-", "é", "€", "😀")
        select string.Concat(Enumerable.Repeat(letter, length / letter.Length));

    public static Gen<byte[]> Bytes { get; } =
        from length in Lengths
        from first in Gen.Choose(0, 255)
        select Enumerable.Range(first, length).Select(i => (byte)i).ToArray();
}
