using Mesh.Compile.Classification;

namespace Mesh.Node.Helper;

/// <summary>An output that a job wants.</summary>
/// <param name="Word">The wire's word for it.</param>
/// <param name="File">Where the compiler leaves it in the job's directory. Nothing of the client's names is used as a path.</param>
internal sealed record JobOutput(string Word, OutputKind Kind, string File)
{
    /// <summary>What the compiler is told to call its result; what it writes beside that has the same name and a suffix.</summary>
    private const string Result = "output";

    public bool IsSent => Word != JobWords.Messages;

    /// <summary>The result first; null where this version does not know one of them, or not in this company.</summary>
    public static IReadOnlyList<JobOutput>? All(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || JobWords.Output(words[0]) is not { } result) return null;
        var outputs = new List<JobOutput> { new(words[0], result, Result) };
        foreach (var word in words.Skip(1))
        {
            if (JobWords.Beside(word) is not { } beside || outputs.Exists(other => other.Kind == beside || !other.IsSent)) return null;
            outputs.Add(new JobOutput(word, beside, Result + SideFiles.Suffix(beside)));
        }

        return outputs;
    }
}
