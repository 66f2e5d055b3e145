using System.Text;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class IndentationScanTests
{
    [Theory]
    [InlineData("if (a)\n  b();\n  c();", true)]
    [InlineData("if (a)\n  b();\nc();", false)]
    [InlineData("if (a) b(); c();", true)]
    [InlineData("if (a) b();\nc();", false)]
    [InlineData("while (a);\n  c();", true)]
    [InlineData("while (a);\nc();", false)]
    [InlineData("for (;;)\n  b();\n  c();", true)]
    [InlineData("if (a)\n  b();\nelse\n  c();\n  d();", true)]
    [InlineData("if (a)\n  b();\nelse if (b)\n  c();\nd();", false)]
    [InlineData("if (a) {\n  b();\n  c();\n}\nd();", false)]
    [InlineData("if (a)\n  for (;;) {\n    b();\n  }\n  c();", true)]
    [InlineData("if (a)\n  for (;;) {\n    b();\n  }\nc();", false)]
    [InlineData("if (a)\n  x = (struct s){1,\n    2}.y + 3;\n  c();", true)]
    [InlineData("do\n  b();\nwhile (a);\nc();", false)]
    [InlineData("if (a)\n  do {\n    b();\n  } while (c);\nd();", false)]
    [InlineData("case 1: if (a) b(); break;", false)]
    [InlineData("if (a) /* ; */\n  b(\";\", ';', \"\\\"\"); // ;\n  c();", true)]
    [InlineData("if (f([]{ g(); h(); }))\n  b();\n  c();", true)]
    [InlineData("if (a)\n\tb();\n        c();", true)]
    [InlineData("if (a)\n  b();\n#define X 1\n  c();", true)]
    [InlineData("x = R\"(if (a)\n  b();\n  c();)\";", false)]
    [InlineData("# 1 \"/usr/include/x.h\" 1 3 4\nif (a)\n  b();\n  c();\n# 2 \"x.c\" 2\nd();", false)]
    [InlineData("# 1 \"/usr/include/x.h\" 1 3 4\nint x;\n# 2 \"x.c\" 2\nif (a)\n  b();\n  c();", true)]
    [InlineData("#define M(a) if (a) \\\n  b(); \\\n  c();\nint x;", false)]
    public void Doubtful_layout_is_found(string body, bool found)
    {
        string text = $"void f(void) {{\n{body}\n}}\n";
        Assert.Equal(found, Scan(text, int.MaxValue));
        Assert.Equal(found, Scan(text, 1));
    }

    [Theory]
    [InlineData("-Wall", true)]
    [InlineData("-Wextra", false)]
    [InlineData("-Wall -Wno-misleading-indentation", false)]
    [InlineData("-Wall -w", false)]
    [InlineData("-Werror=misleading-indentation", true)]
    public void The_warning_is_wanted_or_not(string options, bool wanted) => Assert.Equal(wanted, IndentationScan.IsWanted(options.Split(' '), PreprocessMode.DirectivesOnly));

    [Fact]
    public void Where_macros_are_expanded_it_stands_for_another() =>
        Assert.True(IndentationScan.IsWanted(["-Wmultistatement-macros"], PreprocessMode.Full));

    [Fact]
    public async Task Whatever_gcc_warns_of_is_found()
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        using var tree = new Testing.TempDirectory();
        var random = new Random(7);
        int warned = 0, doubted = 0;
        for (int round = 0; round < 250; round++)
        {
            var writer = new RandomLayout(random);
            string text = writer.Function();
            await File.WriteAllTextAsync(Path.Combine(tree.Path, "x.c"), text, TestContext.Current.CancellationToken);
            var said = await Tool.RunAsync(["gcc", "-fsyntax-only", "-Wmisleading-indentation", "x.c"], tree.Path, null, TestContext.Current.CancellationToken);
            bool warns = Encoding.UTF8.GetString(said.Stderr).Contains("misleading-indentation", StringComparison.Ordinal);
            bool doubts = Scan(text, 5);
            Assert.True(doubts || !warns, text + Encoding.UTF8.GetString(said.Stderr));
            (warned, doubted) = (warned + (warns ? 1 : 0), doubted + (doubts ? 1 : 0));
        }

        Assert.InRange(warned, 20, 220);
        TestContext.Current.SendDiagnosticMessage($"gcc warned of {warned} of 250, {doubted} were doubted");
    }

    private static bool Scan(string text, int pieces)
    {
        var scan = new IndentationScan();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int at = 0; at < bytes.Length; at += Math.Min(pieces, bytes.Length - at))
        {
            scan.Feed(bytes.AsSpan(at, Math.Min(pieces, bytes.Length - at)));
        }

        return scan.Found is not null;
    }
}
