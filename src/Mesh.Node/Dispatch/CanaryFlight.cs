using Mesh.Compile.Classification;
using Mesh.Compile.Objects;
using Mesh.Node.Peers;
using Mesh.Node.Processes;
using Mesh.Wire.Compression;

namespace Mesh.Node.Dispatch;

/// <summary>Compiles the canaries here and at a peer, and compares what came of them, section by section.</summary>
internal sealed class CanaryFlight(RemoteCompiler remote, LocalSlots slots, string scratch)
{
    /// <summary>A canary takes milliseconds; on the slowest machines seconds.</summary>
    private static readonly ChildLimits Limits = new(TimeSpan.FromMinutes(1), KeptBytes: 1 << 20);

    /// <summary>The verdict; null when the peer did not get to compile. A canary that does not compile here cannot be compared.</summary>
    /// <param name="called">The client's compiler, as its user calls it.</param>
    /// <param name="journey">The job that brought the two together.</param>
    public async Task<CodeVerdict?> CompareAsync(CalledCompiler called, Journey journey, Peer peer, PeerOffer offer, CancellationToken cancel)
    {
        var folder = Path.Combine(scratch, $"canary-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            File.WriteAllText(Path.Combine(folder, CanarySources.FileName(journey.Plan.Language)), CanarySources.Text(journey.Plan.Language));
            var compiler = called.In(folder);
            var likeness = ObjectLikeness.Identical;
            foreach (var options in CanarySources.Options)
            {
                if (await CompileHereAsync(compiler, journey, folder, [.. journey.Facts.Machine, .. options], cancel).ConfigureAwait(false) is not { } here)
                {
                    return CodeVerdict.Untested;
                }

                var (like, where) = await CompareAsync(here, journey, peer, offer, cancel).ConfigureAwait(false);
                if (like is null)
                {
                    return null;
                }

                if (like == ObjectLikeness.Different)
                {
                    return new CodeVerdict(CodeVerdict.DifferentWord, $"{where} of {CanarySources.FileName(journey.Plan.Language)} with {string.Join(" ", options)}");
                }

                likeness = like > likeness ? like.Value : likeness;
            }

            return new CodeVerdict(likeness == ObjectLikeness.Identical ? "identical" : "equivalent", "");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Specimen?> CompileHereAsync(string compiler, Journey journey, string folder, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var source = CanarySources.FileName(journey.Plan.Language);
        using var slot = await slots.EnterAsync(LocalWeight.Light, cancel).ConfigureAwait(false); // builds come first on a small machine
        return Classifier.Classify([compiler, .. options, "-c", source], journey.Compiler.Family, new Dictionary<string, string>(), folder) is Classification.Remote(var plan)
            && await RunAsync(folder, plan.PreprocessCommand(compiler, null), cancel).ConfigureAwait(false) is { } text
            && await RunAsync(folder, [compiler, .. options, "-c", source, "-o", "here.o"], cancel).ConfigureAwait(false) is not null
            ? new Specimen(plan, text, File.ReadAllBytes(Path.Combine(folder, "here.o")))
            : null;
    }

    private async Task<(ObjectLikeness? Likeness, string? Where)> CompareAsync(Specimen here, Journey journey, Peer peer, PeerOffer offer, CancellationToken cancel)
    {
        using var travelling = new PreprocessedSource(Codecs.Choose(peer.Codecs) ?? Codecs.None);
        travelling.Append(here.Text);
        travelling.Complete();
        return await remote.CompileAsync(peer, JobRequest.Of(here.Plan, journey.Compiler, offer.Match, []), travelling, cancel).ConfigureAwait(false) switch
        {
            RemoteOutcome.Compiled { Result.ExitCode: 0, Files: [var file] } => Compare(here.Object, file.Bytes.Span),
            _ => (null, null), // also a compiler that failed: a machine in trouble looks the same, and this verdict would stay
        };
    }

    private static (ObjectLikeness? Likeness, string? Where) Compare(byte[] here, ReadOnlySpan<byte> there)
    {
        if (there.Length > (4 * here.Length) + (64 * 1024))
        {
            return (ObjectLikeness.Different, "the size");
        }

        var likeness = ObjectComparison.Compare(here, there, out var where);
        return (likeness, where);
    }

    private static async Task<byte[]?> RunAsync(string folder, IReadOnlyList<string> command, CancellationToken cancel) =>
        await ChildProcess.RunAsync(new ChildCommand(command[0], [.. command.Skip(1)]) { WorkingDirectory = folder }, Limits, cancel).ConfigureAwait(false)
            is ChildResult.Exited { Code: 0 } ended ? ended.Stdout : null;

    private sealed record Specimen(CompilePlan Plan, byte[] Text, byte[] Object);
}
