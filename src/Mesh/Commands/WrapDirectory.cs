using System.CommandLine;
using Mesh.Node.Configuration;
using Mesh.Node.Wrapping;

namespace Mesh.Commands;

/// <summary>The masquerade directory that <c>wrap</c> and <c>env</c> speak of.</summary>
internal static class WrapDirectory
{
    public static Argument<string?> Argument() => new("DIR")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The directory of wrapper links (default: ~/.local/share/mesh/bin).",
    };

    public static string Chosen(ParseResult parsed, Argument<string?> argument, SystemPlaces places) =>
        parsed.GetValue(argument) is { Length: > 0 } given ? Path.GetFullPath(given) : Masquerade.DefaultDirectory(places.Get);
}
