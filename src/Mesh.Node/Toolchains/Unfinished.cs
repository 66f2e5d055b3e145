namespace Mesh.Node.Toolchains;

/// <summary>
/// Compilers that cannot compile everything: their installation may be under way. Unpacking a toolchain brings bin/TARGET-gcc seconds or minutes before
/// the cc1 that it starts, and then changes no file that is looked at. So they are asked again, less and less often, and taken at their word in the end.
/// </summary>
internal sealed class Unfinished
{
    /// <summary>Asked again at the 1st, 3rd, 7th... look: with one every 5 s, for 10 minutes. A gcc without a C++ compiler of its own is complete as it is.</summary>
    private const int Times = 7;

    private readonly Dictionary<FileStamp, Doubt> _doubts = [];

    public bool Contains(FileStamp stamp) => _doubts.ContainsKey(stamp);

    /// <summary>A look around begins. Returns those that are to be asked again at this one.</summary>
    /// <param name="isChanged">Something has been installed or removed: reason enough to ask all.</param>
    public ISet<FileStamp> Due(bool isChanged)
    {
        var due = new HashSet<FileStamp>();
        foreach (var (stamp, doubt) in _doubts)
        {
            if (isChanged || --doubt.Looks == 0) due.Add(stamp);
        }

        return due;
    }

    /// <summary>A compiler has answered.</summary>
    /// <param name="finding">Its answer.</param>
    /// <param name="isNews">It was not there when the node started, so it has just been installed. One that was there may well be for C alone.</param>
    public void Heard(ToolchainFinding finding, bool isNews)
    {
        var isComplete = isNews ? finding.Toolchain is { Languages.Count: > 1 } : finding.Toolchain is not null || finding.Words.Length == 0;
        var asked = _doubts.TryGetValue(finding.Stamp, out var doubt) ? doubt.Asked + 1 : 0;
        if (isComplete || asked == Times) _doubts.Remove(finding.Stamp);
        else _doubts[finding.Stamp] = new Doubt { Asked = asked, Looks = 1 << asked };
    }

    public void Forget(FileStamp stamp) => _doubts.Remove(stamp);

    private sealed class Doubt
    {
        public int Asked { get; set; }

        /// <summary>Looks until it is asked again.</summary>
        public int Looks { get; set; }
    }
}
