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
    private readonly CarriedOutput? _output;

    private JobReply(Result result, CarriedOutput? output) => (_result, _output) = (result, output);

    public int ExitCode => _result.ExitCode;

    public long OutputBytes => _output?.Info.Length ?? 0;

    /// <summary>Null, with the refusal, when this machine and not the source is to blame, or a limit was passed.</summary>
    /// <exception cref="IOException">The disk does not give back what was written.</exception>
    public static JobReply? TryRead(Job job, CompilerOrder order, CompilerExit exit, JobFolder folder, MarkerRenamer? renamer, out Refusal? refusal)
    {
        var stdout = Captured(folder.Stdout);
        var stderr = Captured(folder.Stderr);
        if (exit.Exit is not { } ended)
        {
            refusal = new Refusal(RefusalReason.Internal, $"the compiler did not end within {exit.Wall.TotalSeconds:0} s");
            return null;
        }

        refusal = Check(ended, stdout, stderr, folder) ?? (order.Toolchain.Identity.Family == CompilerFamily.Clang ? CheckOpened(folder.Of(HelperCommand.OpenedFile)) : null);
        if (refusal is not null) return null;
        if (renamer is not null) stderr = renamer.GiveBack(stderr!);
        var output = ended.Code == 0 && order.OutputKind != JobWords.Messages ? CarriedOutput.Read(order.OutputKind, folder.Of(CompilerOrder.OutputFile), job.Codec) : null;
        return new JobReply(Describe(job, ended, exit.Wall, stdout!, stderr!, output), output);
    }

    /// <exception cref="IOException">The client hung up.</exception>
    public async Task SendAsync(JobConversation talk, CancellationToken cancel)
    {
        talk.Add(_result);
        var waiting = 0;
        foreach (var chunk in _output?.Chunks() ?? [])
        {
            talk.Add(chunk);
            if ((waiting += chunk.Bytes.Length) < FlushBytes) continue;
            await talk.FlushAsync(cancel).ConfigureAwait(false);
            waiting = 0;
        }

        await talk.SendAsync(new ResultEnd(_result.JobId), cancel).ConfigureAwait(false);
    }

    public void Dispose() => _output?.Dispose();

    /// <summary>Null when there is more than a Result carries.</summary>
    private static byte[]? Captured(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0) return [];
        return file.Length > WireLimits.MaxCapturedBytes ? null : File.ReadAllBytes(path);
    }

    private static Refusal? Check(ChildExit exit, byte[]? stdout, byte[]? stderr, JobFolder folder)
    {
        if (MachineTrouble.Find(exit, stderr) is { } trouble) return new Refusal(RefusalReason.Internal, trouble);
        if (stdout is null || stderr is null) return new Refusal(RefusalReason.TooLarge, $"the compiler printed more than {WireLimits.MaxCapturedBytes} bytes");
        if (exit.Code != 0) return null;
        var output = new FileInfo(folder.Of(CompilerOrder.OutputFile));
        if (!output.Exists) return new Refusal(RefusalReason.Internal, "the compiler reported success and wrote no output");
        return output.Length > WireLimits.MaxOutputBytes ? new Refusal(RefusalReason.TooLarge, $"an output of {output.Length} bytes") : null;
    }

    // What the compiler may have read of this machine's files stays here, messages included.
    private static Refusal? CheckOpened(string rule) =>
        File.Exists(rule) && File.ReadAllText(rule).Trim() == "x:" ? null : new Refusal(RefusalReason.Unfit, "the compiler opened other files than the source, or did not say which");

    private static Result Describe(Job job, ChildExit exit, TimeSpan wall, byte[] stdout, byte[] stderr, CarriedOutput? output) => new()
    {
        JobId = job.JobId,
        ExitCode = exit.Code,
        Signal = exit.Signal,
        Stdout = stdout,
        Stderr = stderr,
        Outputs = output is null ? [] : [output.Info],
        WallMs = (int)Math.Min(wall.TotalMilliseconds, WireLimits.MaxMilliseconds),
    };
}
