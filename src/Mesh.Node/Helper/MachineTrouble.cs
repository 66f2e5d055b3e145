using System.Text;
using Mesh.Node.Processes;

namespace Mesh.Node.Helper;

/// <summary>
/// Tells a failure of this machine from a failure of the source: only the second may reach a build as the compiler's answer. gcc's driver reports
/// the death of its cc1 or as by a message and an ordinary exit code. Pure.
/// </summary>
internal static class MachineTrouble
{
    /// <summary>What compilers say in the C locale and, the words that are not translated, in any.</summary>
    private static readonly string[] Signs =
    [
        "No space left on device",
        "Disk quota exceeded",
        "File too large",
        "Read-only file system",
        "Input/output error",
        "out of memory allocating",
        "virtual memory exhausted",
        "memory exhausted",
        "Cannot allocate memory",
        "Resource temporarily unavailable",
        "signal terminated program",
        "cannot execute",
        "error trying to exec",
        "installation problem",
        "error while loading shared libraries",
        "unable to execute command",
        "LLVM ERROR: IO failure",
    ];

    /// <summary>What went wrong here; null when the compiler's answer is about the source.</summary>
    public static string? Find(ChildExit exit, ReadOnlySpan<byte> stderr)
    {
        if (exit.Code == 0) return null;
        if (exit.Signal != 0) return $"the compiler was killed by signal {exit.Signal}";
        // Whatever is wrong with a source, compilers say it; a full disk takes the message too.
        if (stderr.IsEmpty) return $"the compiler failed ({exit.Code}) and could not say why";
        foreach (var sign in Signs)
            if (stderr.IndexOf(Encoding.ASCII.GetBytes(sign)) >= 0) return $"the compiler reports: {sign}";

        return null;
    }
}
