namespace Mesh.Compile.Arguments;

/// <summary>One option or input of a command line: a view of its words, made without an allocation, since a build asks a hundred thousand times.</summary>
/// <param name="Row">The table's row; null for an input and for an option that the table does not know.</param>
/// <param name="Line">The command line that it stands in.</param>
/// <param name="At">Where its first word stands.</param>
/// <param name="Count">One word, or two where the value stands apart.</param>
internal readonly record struct Argument(OptionRow? Row, ArgumentKind Kind, IReadOnlyList<string> Line, int At, int Count)
{
    public string Word => Line[At];

    /// <summary>What follows the name, in its word or the next; null where nothing does.</summary>
    public string? Value => Kind != ArgumentKind.Option ? null
        : Count == 2 ? Line[At + 1]
        : Word.Length > Row!.Name.Length ? Word[Row.Name.Length..]
        : Row.Shape.HasFlag(OptionShape.Joined) && !Row.Shape.HasFlag(OptionShape.Separate) ? "" : null;

    /// <summary>The option as a person would quote it.</summary>
    public string Text => Count == 2 ? $"{Word} {Line[At + 1]}" : Word;

    /// <summary>Appends its words as typed.</summary>
    public void CopyTo(List<string> words)
    {
        words.Add(Word);
        if (Count == 2)
        {
            words.Add(Line[At + 1]);
        }
    }
}
