using Mesh.Compile.Arguments;

namespace Mesh.Compile.Targets;

/// <summary>Which compiler this is, by what <c>-v</c> says of it.</summary>
/// <param name="Version">The number alone: <c>12.2.0</c>.</param>
/// <param name="FullVersion">The whole version line, with the distributor's mark: two packages of one version can differ.</param>
internal sealed record CompilerIdentity(CompilerFamily Family, string Version, string FullVersion, string Triplet)
{
    /// <summary>The version's first number; 0 where it is no number.</summary>
    public int Major => int.TryParse(Version.Split('.')[0], out int major) ? major : 0;

    /// <summary>
    /// Reads what <c>gcc -v</c> or <c>clang -v</c> printed; null when it is neither. The lines begin the same in every form known:
    /// <c>Target: x86_64-linux-gnu</c>; <c>gcc version 12.2.0 (Debian 12.2.0-14)</c>; <c>Debian clang version 14.0.6</c>;
    /// <c>Apple clang version 15.0.0 (clang-1500.3.9.4)</c>; <c>Apple LLVM version 10.0.1 (clang-1001.0.46.4)</c>.
    /// </summary>
    public static CompilerIdentity? Parse(string dashVOutput)
    {
        string? triplet = null;
        CompilerIdentity? identity = null;
        foreach (string line in dashVOutput.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith("Target: ", StringComparison.Ordinal))
            {
                triplet ??= line["Target: ".Length..].Trim();
            }

            identity ??= ParseVersion(line);
        }

        return identity is not null && triplet is not null && TargetTriplet.Parse(triplet) is not null ? identity with { Triplet = triplet } : null;
    }

    private static CompilerIdentity? ParseVersion(string line)
    {
        if (line.StartsWith("gcc version ", StringComparison.Ordinal))
        {
            return Make(CompilerFamily.Gcc, line, "gcc version ".Length);
        }

        foreach (string mark in (string[])["clang version ", "Apple LLVM version "])
        {
            int at = line.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && !line.Contains('\"'))
            {
                return Make(CompilerFamily.Clang, line, at + mark.Length);
            }
        }

        return null;
    }

    private static CompilerIdentity? Make(CompilerFamily family, string line, int at)
    {
        int end = at;
        while (end < line.Length && line[end] is (>= '0' and <= '9') or '.')
        {
            end++;
        }

        string version = line[at..end].TrimEnd('.');
        return version.Length == 0 ? null : new CompilerIdentity(family, version, line.Trim(), "");
    }
}
