namespace Mesh.Compile.Layout;

/// <summary>One token of C or C++ as far as the layout of statements goes, and where it stands.</summary>
/// <param name="Mark">The character of a punctuator; 'a' for a word or number that is no keyword here, '"' for a literal.</param>
/// <param name="Line">Lines of the text so far.</param>
/// <param name="Column">As an editor shows it, tabs being eight wide.</param>
/// <param name="FirstColumn">Where the line's first token stands.</param>
internal readonly record struct CodeToken(CodeWord Word, char Mark, int Line, int Column, int FirstColumn)
{
    public bool IsFirst => Column == FirstColumn;
}
