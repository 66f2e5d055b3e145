namespace Mesh.Compile.Arguments;

/// <summary>One option or input of a command line, with the words it was made of.</summary>
/// <param name="Row">The table's row; null for an input and for an option that the table does not know.</param>
/// <param name="Words">As typed: one word, or two where the value stands apart.</param>
/// <param name="Value">What follows the name; null where nothing does.</param>
internal sealed record Argument(OptionRow? Row, ArgumentKind Kind, IReadOnlyList<string> Words, string? Value)
{
    /// <summary>The option as a person would quote it.</summary>
    public string Text => string.Join(" ", Words);
}
