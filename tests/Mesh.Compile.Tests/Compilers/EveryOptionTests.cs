using System.Collections.Concurrent;
using Mesh.Compile.Arguments;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>
/// Tries every option that travels, one by one, against the bare compiler. It takes minutes, so it runs on demand:
/// <c>dotnet run --project tests/Mesh.Compile.Tests -- -explicit only -class '*EveryOptionTests'</c>.
/// </summary>
public sealed class EveryOptionTests
{
    [Theory(Explicit = true)]
    [InlineData("gcc", "src/bare.c")]
    [InlineData("g++", "src/bare.c")]
    [InlineData("clang", "src/bare.c")]
    public async Task Every_switch_that_travels_makes_the_bare_compilers_object(string compiler, string source)
    {
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        var failures = new ConcurrentBag<string>();
        var switches = OptionTable.For(DividedCompile.FamilyOf(compiler)).Rows
            .Where(row => row.Use is OptionUse.Travel && row.Shape.HasFlag(OptionShape.Exact)).Select(row => row.Name);

        await Parallel.ForEachAsync(switches, TestContext.Current.CancellationToken, async (name, cancel) =>
        {
            string[] argv = [compiler, name, "-x", compiler.Contains("++") ? "c++" : "c", "-Iinc", "-O2", "-c", source, "-o", "out/t.o"];
            try
            {
                await Comparison.RunAsync(argv, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!e.Message.StartsWith("the bare compiler"))
                {
                    failures.Add($"{name}: {e.Message}");
                }
            }
        });

        Assert.True(failures.IsEmpty, string.Join("\n", failures.Order()));
    }
}
