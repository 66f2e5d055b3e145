using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>What the helper's compiler did. The chunks of its outputs follow, then ResultEnd.</summary>
internal sealed record Result : IMessage
{
    public MessageKind Kind => MessageKind.Result;

    public required ulong JobId { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>The signal that ended the compiler; 0 when it exited.</summary>
    public int Signal { get; init; }

    public ReadOnlyMemory<byte> Stdout { get; init; }

    public ReadOnlyMemory<byte> Stderr { get; init; }

    public IReadOnlyList<OutputInfo> Outputs { get; init; } = [];

    /// <summary>Processor time of the compiler and its children.</summary>
    public int CpuMs { get; init; }

    /// <summary>From the compiler's start to its end.</summary>
    public int WallMs { get; init; }

    // map: 1 job id int | 2 exit code int | 3 signal int | 4 stdout bin | 5 stderr bin | 6 outputs array of map | 7 cpu, ms int
    //    | 8 wall, ms int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(8);
        writer.Write(1);
        writer.Write(JobId);
        writer.Write(2);
        writer.Write(ExitCode);
        writer.Write(3);
        writer.Write(Signal);
        writer.Write(4);
        writer.Write(Stdout.Span);
        writer.Write(5);
        writer.Write(Stderr.Span);
        writer.Write(6);
        writer.WriteArrayHeader(Outputs.Count);
        foreach (var output in Outputs)
            output.Encode(ref writer);
        writer.Write(7);
        writer.Write(CpuMs);
        writer.Write(8);
        writer.Write(WallMs);
    }

    public static Result Decode(ReadOnlyMemory<byte> body)
    {
        ulong jobId = 0;
        int exitCode = 0, signal = 0, cpuMs = 0, wallMs = 0;
        byte[] stdout = [], stderr = [];
        OutputInfo[] outputs = [];
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Result));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: jobId = reader.ReadUInt64(); break;
                case 2: exitCode = reader.ReadInt32(0, byte.MaxValue); break;
                case 3: signal = reader.ReadInt32(0, sbyte.MaxValue); break;
                case 4: stdout = reader.ReadBytes(WireLimits.MaxCapturedBytes).ToArray(); break;
                case 5: stderr = reader.ReadBytes(WireLimits.MaxCapturedBytes).ToArray(); break;
                case 6: outputs = ReadOutputs(ref reader); break;
                case 7: cpuMs = reader.ReadInt32(0); break;
                case 8: wallMs = reader.ReadInt32(0, WireLimits.MaxMilliseconds); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 6);
        return new Result
        {
            JobId = jobId,
            ExitCode = exitCode,
            Signal = signal,
            Stdout = stdout,
            Stderr = stderr,
            Outputs = outputs,
            CpuMs = cpuMs,
            WallMs = wallMs,
        };
    }

    private static OutputInfo[] ReadOutputs(ref MessagePackReader reader)
    {
        var outputs = new OutputInfo[reader.ReadArrayHeader(WireLimits.MaxShortList)];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = OutputInfo.Decode(ref reader);
        return outputs;
    }
}
