using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Node.Facts;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Knows which of the callers' files have a pragma that directives-only text loses without a trace, or something in a skipped group that gcc warns of. It looks into a file once,
/// through the hands, and from then on only asks whether the file is still the same. Remembered for each user apart: what is said of a file is the word of that user's process.
/// </summary>
internal sealed class LostPragmas(TimeProvider time)
{
    /// <summary>Files of a few large projects; some 200 bytes each.</summary>
    private const int MostKnown = 32 * 1024;

    /// <summary>A file may be written again in the tick of the clock that its time is from, and the time not change.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>What suppresses the warning by which a lost pragma is noticed.</summary>
    private static readonly string[] Silencers = ["-w", "-Wno-endif-labels"];

    private readonly RecentlyUsed<(uint User, string Path), (FileStat Stat, PragmaLoss Loss, SkippedWarning Warning)> _known = new(MostKnown);

    /// <summary>Whether text of that plan can lose any.</summary>
    public static bool Concern(CompilePlan plan) => plan is { Family: CompilerFamily.Gcc, Mode: PreprocessMode.DirectivesOnly };

    /// <summary>The name of a file that may have lost one in a preprocessing; null when none has.</summary>
    /// <param name="saidNothing">Whether the preprocessor was silent: then no loss is among those that it notices.</param>
    public async ValueTask<string?> FindAsync(HandsSession hands, Call call, CompilePlan plan, IReadOnlyCollection<EnteredFile> files, bool saidNothing = true)
    {
        if (files.Count == 0)
        {
            return null;
        }

        var all = files.ToList();
        if (all.Find(file => file.Name.Contains('\uFFFD')) is { Name: { } unnamable })
        {
            return unnamable; // not UTF-8, and cannot be asked for
        }

        hands.Queue(new Stat([.. all.Select(file => file.Name)]));
        var stats = (await hands.NextAsync<Stats>().ConfigureAwait(false)).Files;
        if (stats.Count != all.Count)
        {
            throw new HandsGoneException();
        }

        var wanted = SkippedWarningScan.Wanted(plan.CompileOptions);
        bool isSilenced = !saidNothing || plan.CompileOptions.Concat(plan.PreprocessOptions).Any(option => Silencers.Contains(option));
        var unknown = new Queue<(EnteredFile File, FileStat Stat)>();
        for (var i = 0; i < all.Count; i++)
        {
            if (stats[i].Type != FileStatType.Regular)
            {
                continue; // a comment that looks like a marker, or the working directory
            }

            if (!_known.TryGet(Key(hands, call, all[i]), out var known) || known.Stat != stats[i])
            {
                unknown.Enqueue((all[i], stats[i]));
            }
            else if (IsLost(known.Loss, all[i], isSilenced) || IsLost(known.Warning, all[i], wanted))
            {
                return all[i].Name;
            }
        }

        return await ReadAsync(hands, call, unknown, isSilenced, wanted).ConfigureAwait(false);
    }

    private async ValueTask<string?> ReadAsync(HandsSession hands, Call call, Queue<(EnteredFile File, FileStat Stat)> unknown, bool isSilenced, SkippedWarning wanted)
    {
        string? found = null;
        while (unknown.Count > 0)
        {
            var batch = new List<(EnteredFile File, FileStat Stat)>();
            while (batch.Count < CallerFiles.MostReads && unknown.Count > 0)
            {
                batch.Add(unknown.Dequeue());
                hands.Queue(new Read(batch[^1].File.Name, CallerFiles.LongestFile));
            }

            foreach (var (file, stat) in batch)
            {
                var content = await hands.NextAsync<Content>().ConfigureAwait(false);
                var loss = content.Ok ? LosablePragma.In(content.Bytes.Span) : PragmaLoss.Silent;
                var warning = content.Ok ? SkippedWarningScan.In(content.Bytes.Span) : SkippedWarning.Unasked;
                if (content.Ok && IsSettled(stat))
                {
                    _known.Keep(Key(hands, call, file), (stat, loss, warning));
                }

                found ??= IsLost(loss, file, isSilenced) || IsLost(warning, file, wanted) ? file.Name : null;
            }
        }

        return found;
    }

    private static (uint User, string Path) Key(HandsSession hands, Call call, EnteredFile file) => (hands.User, Path.Combine(call.Cwd, file.Name));

    private static bool IsLost(PragmaLoss loss, EnteredFile file, bool isSilenced) =>
        loss == PragmaLoss.Silent || (loss == PragmaLoss.Noticed && (isSilenced || file.IsSystem));

    private static bool IsLost(SkippedWarning warning, EnteredFile file, SkippedWarning wanted) => !file.IsSystem && (warning & wanted) != SkippedWarning.None;

    private bool IsSettled(FileStat stat) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(stat.ModifiedNanoseconds / 1_000_000, long.MaxValue / 4_000_000)) + Settling < time.GetUtcNow();
}
