using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

/// <summary>Classifies command lines written as a person would type them.</summary>
internal static class CommandLines
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    public static Mesh.Compile.Classification.Classification Classify(string line, string? workingDirectory = "/work", int compilerMajor = 12) =>
        Classifier.Classify(Words(line), FamilyOf(line), NoEnvironment, workingDirectory, compilerMajor: compilerMajor);

    public static CompilePlan Plan(string line, int compilerMajor = 12)
    {
        var verdict = Classify(line, compilerMajor: compilerMajor);
        Assert.True(verdict is Mesh.Compile.Classification.Classification.Remote, $"{line}: {verdict}");
        return ((Mesh.Compile.Classification.Classification.Remote)verdict).Plan;
    }

    public static LocalReason Reason(string line)
    {
        var verdict = Classify(line);
        Assert.True(verdict is Mesh.Compile.Classification.Classification.Local, $"{line} is remote");
        return ((Mesh.Compile.Classification.Classification.Local)verdict).Reason;
    }

    public static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static CompilerFamily FamilyOf(string line) => line.Split(' ')[0].Contains("clang") ? CompilerFamily.Clang : CompilerFamily.Gcc;
}
