using System.Text;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>Runs one command line both ways in a tree of its own; CWD in it stands for that tree.</summary>
internal static class Comparison
{
    public static async Task RunAsync(IReadOnlyList<string> line, CancellationToken cancel)
    {
        using var tree = new SourceTree();
        string[] argv = [.. line.Select(word => word.Replace("CWD", tree.Root))];

        var bare = await Tool.RunAsync(argv, tree.Root, null, cancel);
        Assert.True(bare.ExitCode == 0 && bare.Stdout.Length + bare.Stderr.Length == 0, "the bare compiler: " + bare.ErrorText);
        var expected = tree.TakeMade();

        var plan = await DividedCompile.RunAsync(argv, tree, cancel);
        var actual = tree.TakeMade();

        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, bytes) in expected)
        {
            if (bytes.AsSpan().SequenceEqual(actual[name]))
            {
                continue;
            }

            Assert.False(IsText(name, plan), $"{name}:\n{Encoding.UTF8.GetString(bytes)}\n---\n{Encoding.UTF8.GetString(actual[name])}");
            Assert.False(plan.CompileOptions.Contains("-gno-record-gcc-switches"), $"{name} differs, where no compiler says how it was called");
            Assert.True(plan.CompileOptions.Any(option => option.StartsWith("-g")), $"{name} differs");
            await Debug.AssertEqualAsync(name, bytes, actual[name], plan.Family, tree, cancel);
        }
    }

    private static bool IsText(string name, CompilePlan plan) => name == plan.Dependencies?.Path || name.EndsWith(".su") || name.EndsWith(".ci");
}
