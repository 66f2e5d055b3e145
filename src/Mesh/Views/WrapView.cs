using System.Text;
using Mesh.Node.Wrapping;

namespace Mesh.Views;

/// <summary>What <c>mesh wrap</c> tells.</summary>
internal static class WrapView
{
    public static string Render(WrapResult.Wrapped wrapped)
    {
        var text = new StringBuilder();
        text.Append(wrapped.Build switch
        {
            HandsBuild.Built built => $"built {built.Path} with {built.Compiler}\n",
            HandsBuild.UpToDate current => $"{current.Path} is up to date\n",
            _ => "",
        });
        text.Append($"{Plural.Of(wrapped.Names.Count, "name")}: {string.Join(" ", wrapped.Names)}\n");
        if (wrapped.Dropped.Count > 0) text.Append($"gone from PATH, so removed: {string.Join(" ", wrapped.Dropped)}\n");
        text.Append("\nadd this line to your shell's profile (or, for one shell: eval \"$(mesh env)\"):\n");
        text.Append($"  export PATH={MasqueradeScript.Quote(wrapped.Directory)}\":$PATH\"\n");
        return text.ToString();
    }

    public static string Render(UnwrapResult result) =>
        result.Removed.Count == 0 && result.Kept.Count == 0 ? $"there is no wrapper in {result.Directory}\n"
        : result.Kept.Count > 0 ? $"removed {Plural.Of(result.Removed.Count, "file")} from {result.Directory}; not ours, so kept: {string.Join(" ", result.Kept)}\n"
        : $"removed {result.Directory}\n";
}
