using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>
/// A client's question before the first of several like jobs: which of your compilers makes the code that mine makes? It carries what the client's
/// compiler says of itself; the helper holds its own compilers against that.
/// </summary>
internal sealed record Inquiry : IMessage
{
    public MessageKind Kind => MessageKind.Inquiry;

    public required string Triplet { get; init; }

    /// <summary>The family: <c>gcc</c> or <c>clang</c>.</summary>
    public required string Compiler { get; init; }

    public required string CompilerVersion { get; init; }

    /// <summary><c>c</c> or <c>c++</c>.</summary>
    public required string Language { get; init; }

    /// <summary>How near the helper's version must be: <c>exact</c>, <c>minor</c> or <c>major</c>.</summary>
    public required string VersionPolicy { get; init; }

    /// <summary>The jobs' options as far as they bear on the code: the facts hold under these.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The defaults of the client's compiler, spelt as options.</summary>
    public required IReadOnlyList<string> Pins { get; init; }

    /// <summary>Its predefined macros, <c>#define NAME VALUE</c> each on a line.</summary>
    public required string Macros { get; init; }

    /// <summary>What it says of its target options: gcc's <c>-Q --help</c>, clang's <c>-###</c>.</summary>
    public required string TargetOptions { get; init; }

    // map: 1 triplet str | 2 compiler str | 3 compiler version str | 4 language str | 5 version policy str | 6 options array of str
    //    | 7 pins array of str | 8 macros str | 9 target options str
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(9);
        writer.Write(1);
        writer.Write(Triplet);
        writer.Write(2);
        writer.Write(Compiler);
        writer.Write(3);
        writer.Write(CompilerVersion);
        writer.Write(4);
        writer.Write(Language);
        writer.Write(5);
        writer.Write(VersionPolicy);
        writer.Write(6);
        FieldValues.WriteStrings(ref writer, Options);
        writer.Write(7);
        FieldValues.WriteStrings(ref writer, Pins);
        writer.Write(8);
        writer.Write(Macros);
        writer.Write(9);
        writer.Write(TargetOptions);
    }

    public static Inquiry Decode(ReadOnlyMemory<byte> body)
    {
        string triplet = "", compiler = "", compilerVersion = "", language = "", versionPolicy = "", macros = "", targetOptions = "";
        string[] options = [], pins = [];
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Inquiry));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: triplet = FieldValues.ReadName(ref reader); break;
                case 2: compiler = FieldValues.ReadName(ref reader); break;
                case 3: compilerVersion = FieldValues.ReadName(ref reader); break;
                case 4: language = FieldValues.ReadName(ref reader); break;
                case 5: versionPolicy = FieldValues.ReadName(ref reader); break;
                case 6: options = FieldValues.ReadStrings(ref reader, WireLimits.MaxInquiryOptions, WireLimits.MaxPathBytes); break;
                case 7: pins = FieldValues.ReadStrings(ref reader, WireLimits.MaxInquiryOptions, WireLimits.MaxNameBytes); break;
                case 8: macros = reader.ReadString(WireLimits.MaxFactsBytes); break;
                case 9: targetOptions = reader.ReadString(WireLimits.MaxFactsBytes); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 9);
        return new Inquiry
        {
            Triplet = triplet,
            Compiler = compiler,
            CompilerVersion = compilerVersion,
            Language = language,
            VersionPolicy = versionPolicy,
            Options = options,
            Pins = pins,
            Macros = macros,
            TargetOptions = targetOptions,
        };
    }
}
