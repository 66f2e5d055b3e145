using System.Text;
using Mesh.Compile.Messages;

namespace Mesh.Compile.Trees;

/// <summary>
/// The files that line markers of a text name: those that were opened, and those that <c>#line</c> claims, which a compiler opens when it has a line of them to show. Marks of no file
/// (<c>&lt;built-in&gt;</c>, the working directory) are left out.
/// </summary>
internal static class MarkedNames
{
    /// <param name="marker">A line marker, byte for character.</param>
    public static string? Of(string marker)
    {
        int begin = marker.IndexOf('"') + 1, end = marker.LastIndexOf('"');
        return begin == 0 || end <= begin || (marker[begin] == '<' && marker[end - 1] == '>') || marker.AsSpan(begin, end - begin).EndsWith("//", StringComparison.Ordinal) ? null
            : Encoding.UTF8.GetString(MarkerLines.Latin1.GetBytes(marker[begin..end]));
    }
}
