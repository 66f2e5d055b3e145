using Mesh.Wire.Messages;

namespace Mesh.Wire.Tests.Messages;

/// <summary>One message of every kind with every field set, in the order of a real conversation.</summary>
internal static class SampleMessages
{
    public static NodeInfo Node { get; } = new()
    {
        Id = "5f1c0a9be2d34471",
        Name = "pi",
        Arch = "armv6l",
        Port = 43210,
        Slots = 1,
        FreeSlots = 1,
        Version = "0.1.0",
        Targets = [new TargetInfo("arm-linux-gnueabihf", "gcc", "12.2.0", ["c", "c++"])],
    };

    public static IReadOnlyList<IMessage> All { get; } =
    [
        new Hello { Purpose = ConnectionPurpose.Jobs, Node = Node, Codecs = ["zstd", "deflate", "none"] },
        new State(FreeSlots: 3, Capacity: 8, Running: 1, Yours: 1),
        new State(FreeSlots: 3, Capacity: 8, Running: 1, Yours: 1) { Targets = Node.Targets },
        new Ping(81985529216486895),
        new Pong(81985529216486895),
        new Inquiry
        {
            Triplet = "arm-linux-gnueabihf",
            Compiler = "gcc",
            CompilerVersion = "12.2.0",
            Language = "c",
            VersionPolicy = "exact",
            Options = ["-O2"],
            Pins = ["-march=armv6+fp", "-marm"],
            Macros = "#define __arm__ 1\n",
            TargetOptions = "  -marm  [enabled]\n",
        },
        new Offer("6f1a", "gcc 12.2.0 for arm-linux-gnueabihf", "97a1", "float ABI hard here, soft there"),
        new Job
        {
            JobId = 7,
            Triplet = "arm-linux-gnueabihf",
            Compiler = "gcc",
            CompilerVersion = "12.2.0",
            Language = "c",
            PreprocessMode = "directives-only",
            Options = ["-O2", "-fPIC", "-DGREETING=\"grüß\""],
            SourceName = "src/a.c",
            Outputs = ["object"],
            Codec = "none",
            Env = ["LANG=C.UTF-8"],
            Match = "6f1a",
        },
        new Job
        {
            JobId = 9,
            Triplet = "arm-linux-gnueabihf",
            Compiler = "gcc",
            CompilerVersion = "12.2.0",
            Language = "c",
            PreprocessMode = "directives-only",
            Options = [],
            SourceName = "src/a.c",
            Outputs = ["messages"],
            Codec = "none",
            Files = [new NamedFile("src/a.c", "int answer = 42;\n"u8.ToArray()), new NamedFile("empty.h", ReadOnlyMemory<byte>.Empty)],
        },
        new Job
        {
            JobId = 10,
            Triplet = "arm-linux-gnueabihf",
            Compiler = "gcc",
            CompilerVersion = "12.2.0",
            Language = "c",
            PreprocessMode = "directives-only",
            Options = ["-g", "-gsplit-dwarf"],
            SourceName = "src/a.c",
            Outputs = ["object", "split-debug"],
            Codec = "none",
            SplitName = "out/a.dwo",
        },
        new Accepted(7),
        new SourceChunk("int answer = 42;\n"u8.ToArray()),
        new SourceEnd(17, Digest.Of("int answer = 42;\n"u8)),
        new Result
        {
            JobId = 7,
            ExitCode = 1,
            Signal = 9,
            Stdout = "out\n"u8.ToArray(),
            Stderr = "a.c:1: warning\n"u8.ToArray(),
            Outputs = [new OutputInfo("object", 4, 4, Digest.Of("\u007fELF"u8))],
            CpuMs = 12,
            WallMs = 34,
        },
        new Result
        {
            JobId = 7,
            ExitCode = 0,
            Outputs = [new OutputInfo("object", 4, 4, Digest.Of("\u007fELF"u8)), new OutputInfo("stack-usage", 0, 0, Digest.Of([])), new OutputInfo("call-graph", long.MaxValue >> 40, 99, 1)],
        },
        new OutputChunk("\u007fELF"u8.ToArray()),
        new ResultEnd(7),
        new Refused(8, RefusalReason.Busy, "4 of 4 slots taken", RetryAfterMs: 250),
        new SourceEnd(0, 0, Cancelled: true),
        new Goodbye(GoodbyeReason.Leaving, "stopped by its owner"),
    ];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, All.Count)];

    /// <summary>The body alone, without length and kind.</summary>
    public static byte[] Body(IMessage message) => Frame(message)[Wire.Framing.Frame.HeaderBytes..];

    public static byte[] Frame(IMessage message)
    {
        using var buffer = new PooledBuffer();
        MessageCodec.Encode(message, buffer);
        return buffer.Span.ToArray();
    }
}
