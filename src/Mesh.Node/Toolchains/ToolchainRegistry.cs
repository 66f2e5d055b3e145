using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Toolchains;

/// <summary>
/// The compilers of this machine, as they come and go. What a compiler said is kept, here and on disk, as long as its file stays the same; so a look
/// around costs a few stat calls, and a node that starts again asks no compiler anything.
/// </summary>
internal sealed class ToolchainRegistry : IAsyncDisposable
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);

    /// <summary>Compilers that were installed together answer within this time of each other, and make one new list.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    private const int MostLooks = 4;

    private readonly ToolchainPlaces _places;
    private readonly ToolchainCache _cache;
    private readonly ILogger _log;
    private readonly Dictionary<FileStamp, ToolchainFinding> _known = [];
    private readonly Unfinished _unfinished = new();
    private readonly Interviews _interviews;
    private IReadOnlyList<CompilerCandidate> _candidates = [];
    private IReadOnlyList<CompilerCandidate>? _chosenFrom;
    private Surroundings? _seen;
    private volatile HashSet<string> _files = [];
    private volatile Listing _listing = new([], 0);

    /// <param name="places">Where to look.</param>
    /// <param name="stateDirectory">Where the answers of compilers are kept.</param>
    public ToolchainRegistry(ToolchainPlaces places, string stateDirectory, ILogger<ToolchainRegistry> log)
    {
        _places = places;
        _log = log;
        _interviews = new Interviews(log);
        _cache = new ToolchainCache(Path.Combine(stateDirectory, "toolchains.json"), log);
    }

    /// <summary>Raised when the list has become another one.</summary>
    public event Action? Changed;

    public IReadOnlyList<Toolchain> Current => _listing.Toolchains;

    /// <summary>Counts the lists there have been; 0 before the first look.</summary>
    public int Version => _listing.Version;

    /// <summary>How long a look waits for a compiler when none answers; what comes later is listed later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The first look, with what is kept on disk.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        foreach (var finding in _cache.Load()) _known[finding.Stamp] = finding;
        await RefreshAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Keeps looking until the node leaves.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = Task.Delay(LookAround, stop);
        while (true)
        {
            await _interviews.AnswerOrAsync(pause).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (pause.IsCompleted)
            {
                Look();
                pause = Task.Delay(LookAround, stop);
            }

            await _interviews.SettleAsync(Breath, stop).ConfigureAwait(false);
            TakeAnswers();
        }
    }

    /// <summary>Looks again if anything may have changed. One caller at a time.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        Look();
        await _interviews.SettleAsync(Patience, cancel).ConfigureAwait(false);
        TakeAnswers();
    }

    public ValueTask DisposeAsync() => _interviews.DisposeAsync();

    /// <summary>Whether the file at that real path is a compiler that was found and asked here, under whatever name.</summary>
    public bool IsOwn(string realPath) => _files.Contains(realPath);

    /// <summary>A compiler that is exactly the one asked for, and whose file is still the one that was probed.</summary>
    public Toolchain? Find(string triplet, CompilerFamily family, string version, SourceLanguage language) =>
        TargetTriplet.Parse(triplet) is { } target
            ? Current.FirstOrDefault(toolchain => toolchain.Compiles(target, family, version, language) && toolchain.StillHolds)
            : null;

    // Asks those that are new, that have become others, and that have to be asked again.
    private void Look()
    {
        var isChanged = _seen is null || !_seen.Again().Equals(_seen) || !_known.Values.SelectMany(finding => finding.Parts).Distinct().All(part => part.StillHolds);
        var again = _unfinished.Due(isChanged);
        if (isChanged) FindCandidates();
        foreach (var candidate in _candidates)
        {
            if (!_known.TryGetValue(candidate.Stamp, out var known) || again.Contains(candidate.Stamp) || (isChanged && !known.PartsHold)) _interviews.Begin(candidate);
        }
    }

    private void FindCandidates()
    {
        // Dated before they are read, so that what changes meanwhile shows the next time; a directory that comes and goes all the time may be missed once.
        var seen = Surroundings.Of(_places.Watched);
        for (var looks = 0; _places.Look() && looks < MostLooks; looks++) seen = Surroundings.Of(_places.Watched);
        var named = ToolchainScanner.Named(_places.Directories);
        _candidates = ToolchainScanner.Candidates(named);
        _seen = seen.AreSettled(DateTime.UtcNow) ? seen.With([.. named.Select(one => one.File)]) : null;
    }

    private void TakeAnswers()
    {
        var answers = _interviews.Take();
        if (answers.Count == 0 && ReferenceEquals(_chosenFrom, _candidates)) return;
        _chosenFrom = _candidates;
        var isLess = ForgetGone();
        foreach (var finding in answers.Where(finding => _candidates.Any(candidate => candidate.Stamp == finding.Stamp)))
        {
            _known[finding.Stamp] = finding;
            _unfinished.Heard(finding, isNews: Version > 0);
        }

        if (isLess || answers.Count > 0) _cache.Save(_known.Values.Where(finding => !_unfinished.Contains(finding.Stamp)));
        _files = _known.Values.Where(finding => finding.Toolchain is not null).Select(finding => finding.Stamp.RealPath).ToHashSet();
        Publish(Choose());
    }

    private bool ForgetGone()
    {
        var stamps = _candidates.Select(candidate => candidate.Stamp).ToHashSet();
        var gone = _known.Keys.Where(stamp => !stamps.Contains(stamp)).ToList();
        foreach (var stamp in gone)
        {
            _known.Remove(stamp);
            _unfinished.Forget(stamp);
        }

        return gone.Count > 0;
    }

    /// <summary>Of two programs that are the same compiler (gcc and g++) the one with more languages, then the first in the order of places.</summary>
    private List<Toolchain> Choose() =>
        [.. _candidates
            .Select(candidate => _known.TryGetValue(candidate.Stamp, out var known) && known.Toolchain is { } toolchain ? toolchain with { Origin = candidate.Origin } : null).OfType<Toolchain>()
            .GroupBy(toolchain => (toolchain.Identity, toolchain.Installation))
            .Select(same => same.OrderByDescending(toolchain => toolchain.Languages.Count)
                .ThenBy(toolchain => CompilerNames.IsCPlusPlus(Path.GetFileName(toolchain.Path)) ? 1 : 0).First())];

    private void Publish(List<Toolchain> toolchains)
    {
        var before = _listing;
        if (before.Version > 0 && before.Toolchains.SequenceEqual(toolchains, SameToolchain.Instance)) return;
        _listing = new Listing(toolchains, before.Version + 1);
        foreach (var toolchain in toolchains.Except(before.Toolchains, SameToolchain.Instance)) _log.Found(toolchain.ToString(), toolchain.Path);
        foreach (var toolchain in before.Toolchains.Except(toolchains, SameToolchain.Instance)) _log.Lost(toolchain.ToString(), toolchain.Path);
        Changed?.Invoke();
    }

    private sealed record Listing(IReadOnlyList<Toolchain> Toolchains, int Version);

    /// <summary>A toolchain is another one when its file or what it can do is; a record's own equality would compare lists by reference.</summary>
    private sealed class SameToolchain : IEqualityComparer<Toolchain>
    {
        public static SameToolchain Instance { get; } = new();

        public bool Equals(Toolchain? x, Toolchain? y) => x is not null && y is not null && x.Path == y.Path && x.Stamp == y.Stamp && x.Languages.SequenceEqual(y.Languages)
            && x.Parts.SequenceEqual(y.Parts);

        public int GetHashCode(Toolchain toolchain) => toolchain.Stamp.GetHashCode();
    }
}
