namespace Mesh.Compile.Layout;

/// <summary>An <c>if</c>, <c>else</c>, <c>for</c> or <c>while</c> whose body is one statement without braces.</summary>
/// <param name="Token">The guard itself.</param>
/// <param name="Body">The first token of its body.</param>
/// <param name="Braces">Braces around it.</param>
/// <param name="Parentheses">Parentheses around it, within these braces.</param>
internal readonly record struct Guard(CodeToken Token, CodeToken Body, int Braces, int Parentheses)
{
    /// <summary>
    /// Whether what follows the body is laid out as if it were guarded as well, by the rules of gcc's <c>should_warn_for_misleading_indentation</c>
    /// and a little beyond: where they look at more than this, a yes is the answer.
    /// </summary>
    public bool Misleads(CodeToken next) =>
        next.Line == Body.Line ? Token.Line < Body.Line || Token.IsFirst
        : Body.Mark == ';' ? next.Column > Token.FirstColumn
        : next.Column == Body.Column && next.Column != Token.Column;
}
