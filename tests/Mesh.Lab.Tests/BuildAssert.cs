using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>Holds what a build left against what the bare compiler leaves.</summary>
internal static class BuildAssert
{
    public static async Task SameAsync(ReferenceBuild reference, BuildTree tree, CancellationToken cancel)
    {
        var results = await tree.ResultsAsync(cancel);
        Assert.Equal(reference.Results.Keys, results.Keys);
        var different = results.Where(r => reference.Results[r.Key].Stripped != r.Value.Stripped).Select(r => r.Key).ToList();
        Assert.True(different.Count == 0, $"not the local compiler's: {string.Join(' ', different)}");
        Assert.Equal([], tree.Files().Except(reference.Files));
        Assert.Equal([], reference.Files.Except(tree.Files()));
    }

    /// <summary>Parallel recipes finish in any order, so lines are compared as a set with counts.</summary>
    public static void SameOutput(CommandResult reference, CommandResult result)
    {
        Assert.Equal(reference.ExitCode, result.ExitCode);
        Assert.Equal(Lines(reference.Error), Lines(result.Error));
        Assert.Equal(Lines(reference.Out), Lines(result.Out));
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Where(IsOfTheBuild).Order(StringComparer.Ordinal)];

    // "[ 12%]" counts finished recipes.
    private static bool IsOfTheBuild(string line) => !line.StartsWith('[');
}
