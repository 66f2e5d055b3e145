namespace Mesh.Compile.Layout;

/// <summary>A line of preprocessed text that says where the next one stood: <c># 12 "path" 1 3</c>.</summary>
/// <param name="File">As it is written, escapes and all.</param>
/// <param name="Flags">1 where the file is entered, 2 where it is returned to, and more.</param>
internal readonly record struct LineMarker(int Line, string File, string Flags)
{
    public bool Enters => Flags.Contains('1');

    public bool Returns => Flags.Contains('2');

    public static LineMarker? Read(string directive)
    {
        int open = directive.IndexOf('"');
        int close = directive.LastIndexOf('"');
        return open < close && directive[0] == '#' && int.TryParse(directive[1..open].Trim(), out int line) && directive[(close + 1)..].All(c => c is ' ' or (>= '1' and <= '4'))
            ? new LineMarker(line, directive[(open + 1)..close], directive[(close + 1)..])
            : null;
    }
}
