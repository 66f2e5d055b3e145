using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>
/// Reads a compiler driver's name: <c>arm-linux-gnueabihf-g++-12</c> is a C++ driver. Only the drivers' own names count, because others
/// (<c>c99-gcc</c>, <c>musl-gcc</c>) are scripts that add options which a helper would not know about.
/// </summary>
internal static class DriverName
{
    public static SourceLanguage? Language(string command)
    {
        string name = command[(command.LastIndexOf('/') + 1)..];
        string bare = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        if (bare.Length < name.Length)
        {
            if (!bare.EndsWith('-'))
            {
                return null;
            }

            bare = bare[..^1];
        }

        int dash = bare.LastIndexOf('-');
        if (dash >= 0 && bare.IndexOf('-') == dash && !LooksLikeTriplet(bare[..dash]))
        {
            return null;
        }

        return bare[(dash + 1)..] switch
        {
            "gcc" or "cc" or "clang" => SourceLanguage.C,
            "g++" or "c++" or "clang++" => SourceLanguage.Cxx,
            _ => null,
        };
    }

    // A one-word prefix is either a script's ("c99-", "musl-", "ccache-") or Debian's multiarch shorthand, which has none.
    private static bool LooksLikeTriplet(string prefix) => prefix.Contains('-');
}
