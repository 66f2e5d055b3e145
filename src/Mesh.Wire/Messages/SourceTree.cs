using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>
/// The source of a <see cref="Job"/> with preprocess mode <c>source-tree</c>: the client's own files, as far as its preprocessor has read them, and what it was told. No frame of its own: its bytes
/// are what the source's chunks carry.
/// </summary>
internal sealed record SourceTree
{
    /// <summary>What the client's text went through: <c>full</c> preprocessing or <c>directives-only</c>.</summary>
    public required string PreprocessMode { get; init; }

    /// <summary>XXH64 of that text: the helper's preprocessor must print the same of these files.</summary>
    public required ulong TextDigest { get; init; }

    /// <summary>The client's, to which relative names belong; absolute and without detours.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Macros, and files that are included before the source.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Directories for <c>#include "..."</c> alone, as the client's compiler calls them; in its order, as are the others.</summary>
    public required IReadOnlyList<string> QuotedDirectories { get; init; }

    /// <summary>Those that the user named.</summary>
    public required IReadOnlyList<string> UserDirectories { get; init; }

    /// <summary>Those of the system whose headers are C.</summary>
    public required IReadOnlyList<string> SystemDirectories { get; init; }

    /// <summary>Those of the system whose headers know C++.</summary>
    public required IReadOnlyList<string> AwareDirectories { get; init; }

    /// <summary>As <see cref="SystemDirectories"/>, behind those that know C++.</summary>
    public required IReadOnlyList<string> AfterDirectories { get; init; }

    /// <summary>The files, by the names that the text's line markers have for them.</summary>
    public required IReadOnlyList<NamedFile> Files { get; init; }

    // map: 1 preprocess mode str | 2 text digest int | 3 working directory str | 4 options array of str | 5 quoted directories array of str
    //    | 6 user directories array of str | 7 system directories array of str | 8 aware directories array of str | 9 after directories array of str
    //    | 10 files array of [name str, content bin]
    public void Encode(PooledBuffer output)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteMapHeader(10);
        writer.Write(1);
        writer.Write(PreprocessMode);
        writer.Write(2);
        writer.Write(TextDigest);
        writer.Write(3);
        writer.Write(WorkingDirectory);
        writer.Write(4);
        FieldValues.WriteStrings(ref writer, Options);
        writer.Write(5);
        FieldValues.WriteStrings(ref writer, QuotedDirectories);
        writer.Write(6);
        FieldValues.WriteStrings(ref writer, UserDirectories);
        writer.Write(7);
        FieldValues.WriteStrings(ref writer, SystemDirectories);
        writer.Write(8);
        FieldValues.WriteStrings(ref writer, AwareDirectories);
        writer.Write(9);
        FieldValues.WriteStrings(ref writer, AfterDirectories);
        writer.Write(10);
        NamedFile.Write(ref writer, Files);
    }

    /// <exception cref="ProtocolException">It is no such tree, or a larger one than anybody has.</exception>
    public static SourceTree Decode(ReadOnlyMemory<byte> bytes)
    {
        ulong textDigest = 0;
        string preprocessMode = "", workingDirectory = "";
        string[] options = [], quoted = [], user = [], system = [], aware = [], after = [];
        NamedFile[] files = [];
        var reader = new MessagePackReader(bytes.Span);
        var fields = Fields.Open(ref reader, nameof(SourceTree));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: preprocessMode = FieldValues.ReadName(ref reader); break;
                case 2: textDigest = reader.ReadUInt64(); break;
                case 3: workingDirectory = reader.ReadString(WireLimits.MaxPathBytes); break;
                case 4: options = FieldValues.ReadStrings(ref reader, WireLimits.MaxOptions, WireLimits.MaxOptionBytes); break;
                case 5: quoted = FieldValues.ReadStrings(ref reader, WireLimits.MaxTreeDirectories, WireLimits.MaxPathBytes); break;
                case 6: user = FieldValues.ReadStrings(ref reader, WireLimits.MaxTreeDirectories, WireLimits.MaxPathBytes); break;
                case 7: system = FieldValues.ReadStrings(ref reader, WireLimits.MaxTreeDirectories, WireLimits.MaxPathBytes); break;
                case 8: aware = FieldValues.ReadStrings(ref reader, WireLimits.MaxTreeDirectories, WireLimits.MaxPathBytes); break;
                case 9: after = FieldValues.ReadStrings(ref reader, WireLimits.MaxTreeDirectories, WireLimits.MaxPathBytes); break;
                case 10: files = NamedFile.Read(ref reader, WireLimits.MaxTreeFiles, WireLimits.MaxTreeBytes); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 10);
        return new SourceTree
        {
            PreprocessMode = preprocessMode,
            TextDigest = textDigest,
            WorkingDirectory = workingDirectory,
            Options = options,
            QuotedDirectories = quoted,
            UserDirectories = user,
            SystemDirectories = system,
            AwareDirectories = aware,
            AfterDirectories = after,
            Files = files,
        };
    }
}
