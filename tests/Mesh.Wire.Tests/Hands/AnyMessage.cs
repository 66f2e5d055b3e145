using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire.Hands;

namespace Mesh.Wire.Tests.Hands;

/// <summary>Any message of the hands protocol, with any fields.</summary>
internal static class AnyMessage
{
    private static readonly Gen<string> Text = Gen.Elements("", "gcc", "-c", "ä b.c", "x'\"\\\n", new string('x', 300), "\U0001F600");

    private static readonly Gen<string[]> Texts = Text.ArrayOf();

    private static readonly Gen<uint> U32 = Gen.Elements(0u, 1u, 0x7fffffffu, 0xffffffffu, 0x12345678u);

    private static readonly Gen<ulong> U64 = Gen.Elements(0ul, 1ul, ulong.MaxValue, 0x0123456789abcdeful);

    private static readonly Gen<bool> Flag = Gen.Elements(true, false);

    private static readonly Gen<ReadOnlyMemory<byte>> Bytes =
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().Select(b => new ReadOnlyMemory<byte>(b));

    private static readonly Gen<FileStat> File =
        from type in Gen.Choose(0, 3)
        from mode in U32
        from size in U64
        select new FileStat((FileStatType)type, mode, size, size ^ 7);

    private static readonly Gen<Call> ACall =
        from flags in Gen.Choose(0, 7)
        from mask in U32
        from cwd in Text
        from real in Text
        from inode in U64
        from arguments in Texts.Where(t => t.Length > 0)
        from environment in Texts
        select new Call(
            HandsLimits.Version, (CallFlags)flags, mask, cwd, cwd + "/gcc", real, new FileIdentity(inode, ~inode, inode / 3, 5), arguments, environment);

    public static Arbitrary<HandsMessage> Arbitrary { get; } = Arb.From(Gen.OneOf(
        ACall.Select(HandsMessage (c) => c),
        U32.SelectMany(run => Bytes.Select(HandsMessage (b) => new Stdout(run, b))),
        U32.SelectMany(run => Bytes.Select(HandsMessage (b) => new Stderr(run, b))),
        U32.SelectMany(n => U64.Select(HandsMessage (t) => new Exited(n, n / 2, n / 3, t, ~t))),
        File.ArrayOf().Select(HandsMessage (f) => new Stats(f)),
        Flag.SelectMany(ok => Bytes.Select(HandsMessage (b) => new Content(ok, b))),
        Flag.SelectMany(ok => Text.Select(HandsMessage (t) => new Done(ok, 28, t))),
        Gen.Elements<HandsMessage>(new StatusRequest(), new LeaveRequest(), new Close(), new Discard()),
        Bytes.Select(HandsMessage (b) => new StatusJson(b)),
        ACall.Select(HandsMessage (c) => new ExplainRequest(c)),
        Bytes.Select(HandsMessage (b) => new ExplainText(b)),
        Flag.SelectMany(hold => Texts.SelectMany(a => Texts.Select(HandsMessage (e) => new Exec(hold, a, e)))),
        U32.SelectMany(run => Texts.SelectMany(a => Texts.Select(HandsMessage (e) => new Run(run, a, e)))),
        Texts.Select(HandsMessage (t) => new Stat(t)),
        Text.SelectMany(t => U64.Select(HandsMessage (n) => new Read(t, n))),
        Text.SelectMany(t => U32.Select(HandsMessage (n) => new Write(t, n))),
        Bytes.Select(HandsMessage (b) => new Data(b)),
        Text.Select(HandsMessage (t) => new Adopt(t, t + ".d")),
        Flag.SelectMany(exit => U32.Select(HandsMessage (n) => new Commit(exit, n))),
        Bytes.Select(HandsMessage (b) => new Out(b)),
        Bytes.Select(HandsMessage (b) => new Err(b)),
        U32.Select(HandsMessage (n) => new Exit(n)),
        U32.Select(HandsMessage (n) => new Kill(n)),
        U32.Select(HandsMessage (n) => new Wait(n))));

    public static byte[] Encode(params HandsMessage[] messages)
    {
        var fields = new FieldWriter();
        foreach (var message in messages) HandsCodec.Encode(message, fields);
        return fields.Written.ToArray();
    }
}
