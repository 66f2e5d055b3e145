using System.Text;
using Mesh.Node;

namespace Mesh.Views;

/// <summary>The line on <c>mesh join</c>'s standard output: words of the form key=value, for people and for scripts.</summary>
internal static class ReadyLine
{
    public static string Render(NodeReady ready) =>
        $"ready name={Quoted(ready.Name)} id={ready.Id} slots={ready.Slots} port={ready.Port} socket={Quoted(ready.Socket)} targets={Quoted(string.Join(",", ready.Targets))}";

    /// <summary>In double quotes, with backslashes, when a plain word would end early.</summary>
    private static string Quoted(string value)
    {
        if (value.Length > 0 && !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\\')) return value;
        var text = new StringBuilder("\"");
        foreach (var c in value) text.Append(c is '"' or '\\' ? "\\" : "").Append(char.IsControl(c) ? ' ' : c);
        return text.Append('"').ToString();
    }
}
