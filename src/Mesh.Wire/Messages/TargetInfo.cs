using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A compiler that a node offers, and what it compiles for.</summary>
/// <param name="Triplet">What the code is for, such as <c>arm-linux-gnueabihf</c>.</param>
/// <param name="Compiler">The family: <c>gcc</c> or <c>clang</c>.</param>
/// <param name="Version">The compiler's full version.</param>
/// <param name="Languages">Such as <c>c</c>, <c>c++</c>.</param>
internal sealed record TargetInfo(string Triplet, string Compiler, string Version, IReadOnlyList<string> Languages)
{
    // map: 1 triplet str | 2 compiler str | 3 version str | 4 languages array of str
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Write(1);
        writer.Write(Triplet);
        writer.Write(2);
        writer.Write(Compiler);
        writer.Write(3);
        writer.Write(Version);
        writer.Write(4);
        FieldValues.WriteStrings(ref writer, Languages);
    }

    public static TargetInfo Decode(ref MessagePackReader reader)
    {
        string triplet = "", compiler = "", version = "";
        string[] languages = [];
        var fields = Fields.Open(ref reader, nameof(TargetInfo));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: triplet = FieldValues.ReadName(ref reader); break;
                case 2: compiler = FieldValues.ReadName(ref reader); break;
                case 3: version = FieldValues.ReadName(ref reader); break;
                case 4: languages = FieldValues.ReadNames(ref reader, WireLimits.MaxShortList); break;
                default: reader.Skip(); break;
            }
        }
        fields.Require(4);
        return new TargetInfo(triplet, compiler, version, languages);
    }

    public static TargetInfo[] DecodeAll(ref MessagePackReader reader)
    {
        var targets = new TargetInfo[reader.ReadArrayHeader(WireLimits.MaxTargets)];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = Decode(ref reader);
        return targets;
    }
}
