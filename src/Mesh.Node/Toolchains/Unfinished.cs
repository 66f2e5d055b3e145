namespace Mesh.Node.Toolchains;

/// <summary>
/// Compilers whose answer may not last. One that cannot compile everything may be half installed: unpacking a toolchain brings bin/TARGET-gcc seconds or
/// minutes before the cc1 that it starts, and then changes no file that is looked at. So it is asked again, less and less often, and taken at its word in
/// the end. One that gave no answer (a library is missing, the machine was too busy) may be mended at any time, and is asked for as long as it is there.
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
            if (isChanged && doubt.IsBroken) doubt.Asked = 0; // an installation has many steps, and the one that mends it need not be this one
            if (--doubt.Looks <= 0 || isChanged) due.Add(stamp);
        }

        return due;
    }

    /// <summary>A compiler has answered.</summary>
    /// <param name="finding">Its answer.</param>
    /// <param name="isNews">It was not among the first list, so it has just been installed or mended. One that was there may well be for C alone.</param>
    public void Heard(ToolchainFinding finding, bool isNews)
    {
        var isComplete = finding.IsStranger || (!finding.IsBroken && (!isNews || finding.Languages.Count > 1));
        var asked = _doubts.TryGetValue(finding.Stamp, out var doubt) ? doubt.Asked + 1 : 0;
        if (isComplete || (asked >= Times && !finding.IsBroken)) _doubts.Remove(finding.Stamp);
        else _doubts[finding.Stamp] = new Doubt { Asked = Math.Min(asked, Times), Looks = 1 << Math.Min(asked, Times), IsBroken = finding.IsBroken };
    }

    public void Forget(FileStamp stamp) => _doubts.Remove(stamp);

    private sealed class Doubt
    {
        public int Asked { get; set; }

        /// <summary>Looks until it is asked again: at most 128, which is every 11 minutes, so that thirty broken ones cost no 0.1 % of a slow core.</summary>
        public int Looks { get; set; }

        public bool IsBroken { get; set; }
    }
}
