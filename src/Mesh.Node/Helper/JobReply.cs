using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Messages;
using Mesh.Node.Processes;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>What a finished compiler leaves for the client: read from the job's directory, checked against the limits, then sent.</summary>
internal sealed class JobReply : IDisposable
{
    /// <summary>Chunks that leave in one write; each is already a large one.</summary>
    private const int FlushBytes = 256 * 1024;

    private readonly Result _result;
    private readonly IReadOnlyList<CarriedOutput> _outputs;

    private JobReply(Result result, IReadOnlyList<CarriedOutput> outputs) => (_result, _outputs) = (result, outputs);

    public int ExitCode => _result.ExitCode;

    public long OutputBytes => _outputs.Sum(output => output.Info.Length);

    /// <summary>Null, with the refusal, when this machine and not the source is to blame, or a limit was passed.</summary>
    /// <param name="giveBack">Puts the client's names of files into what was printed.</param>
    /// <exception cref="IOException">The disk does not give back what was written.</exception>
    public static JobReply? TryRead(Job job, CompilerOrder order, CompilerExit exit, JobFolder folder, Func<byte[], byte[]>? giveBack, out Refusal? refusal)
    {
        var stdout = Captured(folder.Stdout);
        var stderr = Captured(folder.Stderr);
        if (exit.Exit is not { } ended)
        {
            refusal = new Refusal(RefusalReason.Internal, $"the compiler did not end within {exit.Wall.TotalSeconds:0} s");
            return null;
        }

        refusal = Check(order, ended, stdout, stderr, folder) ?? (order.Toolchain.Identity.Family == CompilerFamily.Clang ? CheckOpened(folder.Of(HelperCommand.OpenedFile)) : null);
        if (refusal is not null) return null;
        if (giveBack is not null) stderr = giveBack(stderr!);
        var outputs = ended.Code == 0 ? CarriedOutput.ReadAll(order.Outputs, folder, job.Codec) : [];
        return new JobReply(Describe(job, ended, exit.Wall, stdout!, stderr!, outputs), outputs);
    }

    /// <exception cref="IOException">The client hung up.</exception>
    public async Task SendAsync(JobConversation talk, CancellationToken cancel)
    {
        talk.Add(_result);
        var waiting = 0;
        foreach (var chunk in _outputs.SelectMany(output => output.Chunks()))
        {
            talk.Add(chunk);
            if ((waiting += chunk.Bytes.Length) < FlushBytes) continue;
            await talk.FlushAsync(cancel).ConfigureAwait(false);
            waiting = 0;
        }

        await talk.SendAsync(new ResultEnd(_result.JobId), cancel).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var output in _outputs) output.Dispose();
    }

    /// <summary>Null when there is more than a Result carries.</summary>
    private static byte[]? Captured(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0) return [];
        return file.Length > WireLimits.MaxCapturedBytes ? null : File.ReadAllBytes(path);
    }

    private static Refusal? Check(CompilerOrder order, ChildExit exit, byte[]? stdout, byte[]? stderr, JobFolder folder)
    {
        if (MachineTrouble.Find(exit, stderr) is { } trouble) return new Refusal(RefusalReason.Internal, trouble);
        if (stdout is null || stderr is null) return new Refusal(RefusalReason.TooLarge, $"the compiler printed more than {WireLimits.MaxCapturedBytes} bytes");
        return exit.Code != 0 ? null : order.Outputs.Select(output => CheckOutput(order, output, new FileInfo(folder.Of(output.File)))).FirstOrDefault(refusal => refusal is not null);
    }

    // Without its result a compiler has failed, whatever it says; another file may be one that it would not write at home either.
    private static Refusal? CheckOutput(CompilerOrder order, JobOutput output, FileInfo file) =>
        file.Exists ? (file.Length > WireLimits.MaxOutputBytes ? new Refusal(RefusalReason.TooLarge, $"an output of {file.Length} bytes") : null)
        : output == order.Outputs[0] ? new Refusal(RefusalReason.Internal, "the compiler reported success and wrote no output")
        : order.MayLack(output) ? null
        : new Refusal(RefusalReason.Unfit, $"the compiler wrote no {output.Word}");

    // What the compiler may have read of this machine's files stays here, messages included.
    private static Refusal? CheckOpened(string rule) =>
        File.Exists(rule) && File.ReadAllText(rule).Trim() == "x:" ? null : new Refusal(RefusalReason.Unfit, "the compiler opened other files than the source, or did not say which");

    private static Result Describe(Job job, ChildExit exit, TimeSpan wall, byte[] stdout, byte[] stderr, IReadOnlyList<CarriedOutput> outputs) => new()
    {
        JobId = job.JobId,
        ExitCode = exit.Code,
        Signal = exit.Signal,
        Stdout = stdout,
        Stderr = stderr,
        Outputs = [.. outputs.Select(output => output.Info)],
        WallMs = (int)Math.Min(wall.TotalMilliseconds, WireLimits.MaxMilliseconds),
    };
}
