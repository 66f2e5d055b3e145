using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Node.Helper;

/// <summary>An output that a job wants.</summary>
/// <param name="Word">The wire's word for it.</param>
/// <param name="File">Where the compiler leaves it in the job's directory.</param>
internal sealed record JobOutput(string Word, OutputKind Kind, string File)
{
    /// <summary>What the compiler is told to call its result.</summary>
    private const string Result = "output";

    /// <summary>What else stands in a job's directory while its compiler works, and cannot be a folder.</summary>
    private static readonly string[] Taken = [Result, "stdout", "stderr"];

    public bool IsSent => Word != JobWords.Messages;

    /// <summary>The result first; null where this version does not know one of them, or not in this company.</summary>
    /// <param name="splitName">What the object calls the file of its debug information; empty where it has none.</param>
    public static IReadOnlyList<JobOutput>? All(IReadOnlyList<string> words, string splitName, CompilerFamily family, int compilerMajor)
    {
        if (words.Count == 0 || JobWords.Output(words[0]) is not { } result || !IsUsable(splitName, family, compilerMajor)) return null;
        var stem = Stem(splitName, family);
        var outputs = new List<JobOutput> { new(words[0], result, Result) };
        foreach (var word in words.Skip(1))
        {
            if (JobWords.Beside(word) is not { } beside || outputs.Exists(other => other.Kind == beside || !other.IsSent)) return null;
            outputs.Add(new JobOutput(word, beside, stem + SideFiles.Suffix(beside)));
        }

        return outputs.Exists(output => output.Kind == OutputKind.SplitDebug) == splitName.Length > 0 ? outputs : null;
    }

    // Only a client's name that SplitName has found to be below the directory becomes a path.
    private static bool IsUsable(string splitName, CompilerFamily family, int compilerMajor) => splitName.Length == 0
        || (SplitName.IsFit(splitName, family, compilerMajor) && !(SplitName.IsPlace(family) && splitName.Split('/').Any(part => Taken.Contains(part))));

    private static string Stem(string splitName, CompilerFamily family) =>
        splitName.Length > 0 && SplitName.IsPlace(family) ? splitName[..^SplitName.Suffix.Length] : Result;
}
