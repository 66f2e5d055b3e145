namespace Mesh.Wire.Hands;

/// <summary>Messages from and to the bytes of one frame: pure; docs/HANDS.md is the layout.</summary>
internal static class HandsCodec
{
    /// <summary>The frame after its length: kind byte and body. Byte fields of the message point into it.</summary>
    public static HandsMessage Decode(ReadOnlyMemory<byte> frame)
    {
        var fields = new FieldReader(frame);
        var kind = (HandsFrameKind)fields.U8();
        HandsMessage message = kind switch
        {
            HandsFrameKind.Call => DecodeCall(ref fields),
            HandsFrameKind.Stdout => new Stdout(fields.U32(), fields.Rest()),
            HandsFrameKind.Stderr => new Stderr(fields.U32(), fields.Rest()),
            HandsFrameKind.Exited => new Exited(fields.U32(), fields.U32(), fields.U32(), fields.U64(), fields.U64()),
            HandsFrameKind.Stats => new Stats(DecodeStats(ref fields)),
            HandsFrameKind.Content => new Content(fields.Bool(), fields.Rest()),
            HandsFrameKind.Done => new Done(fields.Bool(), fields.U32(), fields.LenientString()),
            HandsFrameKind.Status => new StatusRequest(),
            HandsFrameKind.StatusJson => new StatusJson(fields.Rest()),
            HandsFrameKind.Leave => new LeaveRequest(),
            HandsFrameKind.Explain => new ExplainRequest(DecodeCall(ref fields)),
            HandsFrameKind.ExplainText => new ExplainText(fields.Rest()),
            HandsFrameKind.Exec => new Exec(fields.Bool(), fields.List(), fields.List()),
            HandsFrameKind.Run => new Run(fields.U32(), fields.List(), fields.List()),
            HandsFrameKind.Stat => new Stat(fields.List()),
            HandsFrameKind.Read => new Read(fields.String(), fields.U64()),
            HandsFrameKind.Write => new Write(fields.String(), fields.U32()),
            HandsFrameKind.Data => new Data(fields.Rest()),
            HandsFrameKind.Close => new Close(),
            HandsFrameKind.Adopt => new Adopt(fields.String(), fields.String()),
            HandsFrameKind.Commit => new Commit(fields.Bool(), fields.U32()),
            HandsFrameKind.Discard => new Discard(),
            HandsFrameKind.Out => new Out(fields.Rest()),
            HandsFrameKind.Err => new Err(fields.Rest()),
            HandsFrameKind.Exit => new Exit(fields.U32()),
            HandsFrameKind.Kill => new Kill(fields.U32()),
            HandsFrameKind.Wait => new Wait(fields.U32()),
            _ => throw new ProtocolException($"a frame of kind {(byte)kind}"),
        };
        fields.End();
        return message;
    }

    /// <summary>Appends the whole frame, length first.</summary>
    public static void Encode(HandsMessage message, FieldWriter to)
    {
        to.Begin(message.Kind);
        switch (message)
        {
            case Call m: EncodeCall(m, to); break;
            case Stdout m: to.U32(m.RunId); to.Bytes(m.Bytes.Span); break;
            case Stderr m: to.U32(m.RunId); to.Bytes(m.Bytes.Span); break;
            case Exited m: to.U32(m.RunId); to.U32(m.Code); to.U32(m.Signal); to.U64(m.UserMicroseconds); to.U64(m.SystemMicroseconds); break;
            case Stats m: EncodeStats(m, to); break;
            case Content m: to.Bool(m.Ok); to.Bytes(m.Bytes.Span); break;
            case Done m: to.Bool(m.Ok); to.U32(m.Errno); to.String(m.Message); break;
            case StatusJson m: to.Bytes(m.Utf8.Span); break;
            case ExplainRequest m: EncodeCall(m.Call, to); break;
            case ExplainText m: to.Bytes(m.Utf8.Span); break;
            case Exec m: to.Bool(m.Hold); to.List(m.Arguments); to.List(m.EnvironmentEdits); break;
            case Run m: to.U32(m.RunId); to.List(m.Arguments); to.List(m.EnvironmentEdits); break;
            case Stat m: to.List(m.Paths); break;
            case Read m: to.String(m.Path); to.U64(m.MaxBytes); break;
            case Write m: to.String(m.Path); to.U32(m.Mode); break;
            case Data m: to.Bytes(m.Bytes.Span); break;
            case Adopt m: to.String(m.Temporary); to.String(m.Final); break;
            case Commit m: to.Bool(m.ThenExit); to.U32(m.Code); break;
            case Out m: to.Bytes(m.Bytes.Span); break;
            case Err m: to.Bytes(m.Bytes.Span); break;
            case Exit m: to.U32(m.Code); break;
            case Kill m: to.U32(m.RunId); break;
            case Wait m: to.U32(m.Seconds); break;
            case StatusRequest or LeaveRequest or Close or Discard: break;
            default: throw new ArgumentException($"no layout for {message.GetType().Name}", nameof(message));
        }

        to.End();
    }

    private static Call DecodeCall(ref FieldReader fields)
    {
        var version = fields.U32();
        if (version != HandsLimits.Version)
        {
            throw new ProtocolException($"hands of version {version}, this node speaks {HandsLimits.Version}: run `mesh wrap` again");
        }

        var call = new Call(
            version,
            (CallFlags)fields.U8(),
            fields.U32(),
            fields.LenientString(),
            fields.LenientString(),
            fields.LenientString(),
            new FileIdentity(fields.U64(), fields.U64(), fields.U64(), fields.U64()),
            fields.List(lenient: true),
            fields.List(lenient: true));
        if (call.Arguments.Count == 0)
        {
            throw new ProtocolException("a call without a command");
        }

        return call with { IsUtf8 = !fields.SawBadText };
    }

    private static void EncodeCall(Call call, FieldWriter to)
    {
        to.U32(call.Version);
        to.U8((byte)call.Flags);
        to.U32(call.Umask);
        to.String(call.Cwd);
        to.String(call.Compiler);
        to.String(call.RealCompiler);
        to.U64(call.Identity.Device);
        to.U64(call.Identity.Inode);
        to.U64(call.Identity.Size);
        to.U64(call.Identity.ModifiedNanoseconds);
        to.List(call.Arguments);
        to.List(call.Environment);
    }

    private static FileStat[] DecodeStats(ref FieldReader fields)
    {
        var files = new FileStat[fields.Count(bytesEach: 21)];
        for (var i = 0; i < files.Length; i++)
        {
            files[i] = new FileStat((FileStatType)fields.U8(), fields.U32(), fields.U64(), fields.U64());
        }

        return files;
    }

    private static void EncodeStats(Stats stats, FieldWriter to)
    {
        to.U32((uint)stats.Files.Count);
        foreach (var file in stats.Files)
        {
            to.U8((byte)file.Type);
            to.U32(file.Mode);
            to.U64(file.Size);
            to.U64(file.ModifiedNanoseconds);
        }
    }
}
