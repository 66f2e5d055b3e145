using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A client's wish to have one translation unit compiled. It names a target and a compiler, never a program.</summary>
internal sealed record Job : IMessage
{
    public MessageKind Kind => MessageKind.Job;

    /// <summary>Unique on its connection.</summary>
    public required ulong JobId { get; init; }

    public required string Triplet { get; init; }

    /// <summary>The family: <c>gcc</c> or <c>clang</c>.</summary>
    public required string Compiler { get; init; }

    public required string CompilerVersion { get; init; }

    /// <summary><c>c</c> or <c>c++</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What the source went through: <c>full</c> preprocessing, <c>directives-only</c> or <c>rewritten-includes</c>; or <c>source-tree</c>: it is a <see cref="SourceTree"/>, for the output <c>messages</c> alone.</summary>
    public required string PreprocessMode { get; init; }

    /// <summary>The options of the compile proper; the helper holds each against its allow-list.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The source's path as the client's command line has it; the helper never opens it.</summary>
    public required string SourceName { get; init; }

    /// <summary>Kinds of output wanted: <c>object</c> or <c>assembly</c>, then what is wanted beside it; or <c>messages</c>, for what the compiler prints and nothing else.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The codec of the source and of the outputs.</summary>
    public required string Codec { get; init; }

    /// <summary>Allow-listed <c>NAME=value</c> entries that mean something to the compiler.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>The match of an <see cref="Offer"/>; empty for a compiler of exactly this triplet, family and version, with its own defaults.</summary>
    public string Match { get; init; } = "";

    /// <summary>Files that stand beside the compiler under other names, so that its messages can show their lines. Only for the output <c>messages</c>.</summary>
    public IReadOnlyList<NamedFile> Files { get; init; } = [];

    /// <summary>What the object calls the file of its debug information, as the client's compiler would: with the output <c>split-debug</c>, and only then.</summary>
    public string SplitName { get; init; } = "";

    // map: 1 job id int | 2 triplet str | 3 compiler str | 4 compiler version str | 5 language str | 6 preprocess mode str
    //    | 7 options array of str | 8 source name str | 9 outputs array of str | 10 codec str | 11 env array of str
    //    | 12 match str | 13 files array of [name str, content bin], absent where there are none | 14 split name str, absent where there is none
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(12 + (Files.Count > 0 ? 1 : 0) + (SplitName.Length > 0 ? 1 : 0));
        writer.Write(1);
        writer.Write(JobId);
        writer.Write(2);
        writer.Write(Triplet);
        writer.Write(3);
        writer.Write(Compiler);
        writer.Write(4);
        writer.Write(CompilerVersion);
        writer.Write(5);
        writer.Write(Language);
        writer.Write(6);
        writer.Write(PreprocessMode);
        writer.Write(7);
        FieldValues.WriteStrings(ref writer, Options);
        writer.Write(8);
        writer.Write(SourceName);
        writer.Write(9);
        FieldValues.WriteStrings(ref writer, Outputs);
        writer.Write(10);
        writer.Write(Codec);
        writer.Write(11);
        FieldValues.WriteStrings(ref writer, Env);
        writer.Write(12);
        writer.Write(Match);
        if (Files.Count > 0)
        {
            writer.Write(13);
            NamedFile.Write(ref writer, Files);
        }

        if (SplitName.Length > 0)
        {
            writer.Write(14);
            writer.Write(SplitName);
        }
    }

    public static Job Decode(ReadOnlyMemory<byte> body)
    {
        ulong jobId = 0;
        string triplet = "", compiler = "", compilerVersion = "", language = "", preprocessMode = "", sourceName = "", codec = "", match = "", splitName = "";
        string[] options = [], outputs = [], env = [];
        NamedFile[] files = [];
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Job));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: jobId = reader.ReadUInt64(); break;
                case 2: triplet = FieldValues.ReadName(ref reader); break;
                case 3: compiler = FieldValues.ReadName(ref reader); break;
                case 4: compilerVersion = FieldValues.ReadName(ref reader); break;
                case 5: language = FieldValues.ReadName(ref reader); break;
                case 6: preprocessMode = FieldValues.ReadName(ref reader); break;
                case 7: options = FieldValues.ReadStrings(ref reader, WireLimits.MaxOptions, WireLimits.MaxOptionBytes); break;
                case 8: sourceName = reader.ReadString(WireLimits.MaxPathBytes); break;
                case 9: outputs = FieldValues.ReadNames(ref reader, WireLimits.MaxShortList); break;
                case 10: codec = FieldValues.ReadName(ref reader); break;
                case 11: env = FieldValues.ReadStrings(ref reader, WireLimits.MaxEnvironment, WireLimits.MaxPathBytes); break;
                case 12: match = FieldValues.ReadName(ref reader); break;
                case 13: files = NamedFile.Read(ref reader, WireLimits.MaxNamedFiles, WireLimits.MaxJobBytes); break;
                case 14: splitName = reader.ReadString(WireLimits.MaxPathBytes); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 10);
        return new Job
        {
            JobId = jobId,
            Triplet = triplet,
            Compiler = compiler,
            CompilerVersion = compilerVersion,
            Language = language,
            PreprocessMode = preprocessMode,
            Options = options,
            SourceName = sourceName,
            Outputs = outputs,
            Codec = codec,
            Env = env,
            Match = match,
            Files = files,
            SplitName = splitName,
        };
    }
}
