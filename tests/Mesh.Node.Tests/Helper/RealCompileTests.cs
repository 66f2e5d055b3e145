using System.Text;
using Mesh.Node.Processes;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Helper;

/// <summary>Real compilers, real text: the object that comes back is the one that a direct compile makes.</summary>
public sealed class RealCompileTests
{
    private const string CProgram = """
        #include <stdio.h>
        #include <string.h>
        #define TWICE(x) ((x) + (x))
        struct point { int x, y; };
        static int sum(const struct point *p) { return TWICE(p->x) + p->y; }
        int report(const char *name) { struct point p = { (int)strlen(name), 2 }; return printf("%s %d\n", name, sum(&p)); }
        """;

    private const string CxxProgram = """
        #include <map>
        #include <string>
        #include <vector>
        template <typename T> T largest(const std::vector<T> &all) { T best{}; for (auto &one : all) if (best < one) best = one; return best; }
        int lookup(const std::map<std::string, int> &table, const std::string &name) { auto at = table.find(name); return at == table.end() ? largest<int>({1, 2}) : at->second; }
        """;

    private static readonly ChildLimits Patient = new(TimeSpan.FromSeconds(60), 64 << 20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gcc", "c", "full", "-O2")]
    [InlineData("gcc", "c", "full", "-O0 -g -Wall")]
    [InlineData("gcc", "c", "directives-only", "-O2 -g -Wall")]
    [InlineData("gcc", "c++", "full", "-O2 -std=c++17")]
    [InlineData("gcc", "c++", "directives-only", "-O1 -g")]
    [InlineData("clang", "c", "full", "-O2")]
    [InlineData("clang", "c++", "full", "-O1")]
    [InlineData("clang", "c", "rewritten-includes", "-O2 -DLEVEL=2")]
    [InlineData("clang", "c++", "rewritten-includes", "-O1 -g -gdwarf-4")]
    public async Task The_object_is_the_one_of_a_direct_compile(string compiler, string language, string mode, string options)
    {
        await using var shop = await Workshop.WithRealCompilersAsync();
        using var folder = new TempDirectory();
        var own = Encoding.UTF8.GetString(await RunAsync(folder.Path, compiler, ["-dumpmachine"])).Trim();
        var toolchain = shop.Toolchains.Current.FirstOrDefault(found =>
            string.Equals($"{found.Identity.Family}", compiler, StringComparison.OrdinalIgnoreCase) && found.Identity.Triplet == own && found.Languages.Count == 2);
        Assert.SkipWhen(toolchain is null, $"no {compiler} for both languages on this machine");
        var name = language == "c" ? "x.c" : "x.cc";
        folder.Write(name, language == "c" ? CProgram : CxxProgram);
        var words = options.Split(' ');
        var driver = language == "c" ? compiler : compiler == "gcc" ? "g++" : "clang++";
        await RunAsync(folder.Path, driver, [.. words, "-c", name, "-o", "direct.o"]);
        var text = await RunAsync(folder.Path, driver, [.. words, "-E", .. ModeOption(mode), name]);
        var job = JobClient.FakeJob with
        {
            Triplet = toolchain.Identity.Triplet,
            Compiler = compiler,
            CompilerVersion = toolchain.Identity.Version,
            Language = language,
            PreprocessMode = mode,
            Options = words,
            SourceName = name,
            Codec = "none",
            Env = ["LC_ALL=C"],
        };

        using var client = shop.Connect();
        var answer = await client.CompileAsync(job, text);

        Assert.True(answer.Result?.ExitCode == 0, answer.Refused?.Detail ?? Encoding.UTF8.GetString(answer.Result!.Stderr.Span));
        File.WriteAllBytes(folder.File("remote.o"), Assert.Single(answer.Outputs));
        if (words.Contains("-g"))
        {
            // -fdirectives-only stands in the debug information's producer, and columns behind macros are lost without it.
            foreach (var made in new[] { "direct.o", "remote.o" }) await RunAsync(folder.Path, "objcopy", ["--strip-debug", made]);
        }

        Assert.Equal(File.ReadAllBytes(folder.File("direct.o")), File.ReadAllBytes(folder.File("remote.o")));
    }

    private static string[] ModeOption(string mode) => mode switch
    {
        "directives-only" => ["-fdirectives-only"],
        "rewritten-includes" => ["-frewrite-includes"],
        _ => [],
    };

    [Theory]
    [InlineData("rewritten-includes", "#include \"{0}\"\n")]
    [InlineData("rewritten-includes", "??=include \"{0}\"\n")]
    [InlineData("rewritten-includes", "%:/**/include \"{0}\"\n")]
    [InlineData("rewritten-includes", "#if __has_include(\"{0}\")\nint found;\n#endif\n")]
    [InlineData("full", "#/**/include \"{0}\"\n")]
    [InlineData("full", "%:include \"{0}\"\n")]
    [InlineData("full", "#if __has_include(\"{0}\")\nint found;\n#endif\n")]
    [InlineData("rewritten-includes", "# 1 \"x.c\"\n# 1 \"h.h\" 1\n#pragma pack(push, 1)\n# 2 \"x.c\" 2\nint a;\n")]
    [InlineData("full", "# 1 \"x.c\"\n# 1 \"h.h\" 1\n#pragma pack(push, 1)\n# 2 \"x.c\" 2\nint a;\n")]
    public async Task What_clang_would_read_or_say_otherwise_than_the_clients_is_refused(string mode, string text)
    {
        await using var shop = await Workshop.WithRealCompilersAsync();
        var toolchain = shop.Toolchains.Current.FirstOrDefault(found => found.Identity.Family == Mesh.Compile.Arguments.CompilerFamily.Clang);
        Assert.SkipWhen(toolchain is null, "no clang on this machine");
        using var client = shop.Connect();
        var job = JobClient.FakeJob with
        {
            Triplet = toolchain.Identity.Triplet,
            Compiler = "clang",
            CompilerVersion = toolchain.Identity.Version,
            PreprocessMode = mode,
            Options = ["-std=c99"],
        };

        var answer = await client.CompileAsync(job, Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, "/etc/os-release")));

        Assert.Equal(Mesh.Wire.Messages.RefusalReason.Unfit, answer.Refused?.Reason);
        Assert.Empty(answer.Outputs);
    }

    [Fact]
    public async Task An_assembler_trick_reads_no_file_of_the_helper()
    {
        Assert.SkipUnless(await Workshop.HasLandlockAsync(), "this kernel has no Landlock");
        await using var shop = await Workshop.WithRealCompilersAsync();
        var toolchain = shop.Toolchains.Current.FirstOrDefault(found => found.Identity.Family == Mesh.Compile.Arguments.CompilerFamily.Gcc);
        Assert.SkipWhen(toolchain is null, "no gcc on this machine");
        using var folder = new TempDirectory();
        var secret = folder.Write("secret", "the helper's secret");
        using var client = shop.Connect();
        var job = JobClient.FakeJob with { Triplet = toolchain.Identity.Triplet, CompilerVersion = toolchain.Identity.Version };

        // Two literals that only the compiler joins: no look at the text finds every such trick.
        var answer = await client.CompileAsync(job, Encoding.UTF8.GetBytes($"asm(\".inc\" \"bin \\\"{secret}\\\"\");\n"));

        Assert.NotEqual(0, answer.Result?.ExitCode);
        Assert.Empty(answer.Outputs);
    }

    [Fact]
    public async Task A_real_error_comes_back_as_the_compiler_said_it()
    {
        await using var shop = await Workshop.WithRealCompilersAsync();
        var toolchain = shop.Toolchains.Current.FirstOrDefault(found => found.Languages.Count == 2);
        Assert.SkipWhen(toolchain is null, "no compiler on this machine");
        using var client = shop.Connect();
        var job = JobClient.FakeJob with
        {
            Triplet = toolchain.Identity.Triplet,
            Compiler = $"{toolchain.Identity.Family}".ToLowerInvariant(),
            CompilerVersion = toolchain.Identity.Version,
        };

        var answer = await client.CompileAsync(job, "# 1 \"lost.c\"\nint f(void) { return undeclared; }\n"u8.ToArray());

        Assert.Equal(1, answer.Result?.ExitCode);
        Assert.Contains("lost.c:1:", Encoding.UTF8.GetString(answer.Result!.Stderr.Span));
    }

    private static async Task<byte[]> RunAsync(string directory, string program, IReadOnlyList<string> arguments)
    {
        var result = await ChildProcess.RunAsync(new ChildCommand(program, arguments) { WorkingDirectory = directory }, Patient, Cancel);
        var exited = Assert.IsType<ChildResult.Exited>(result);
        Assert.True(exited.Code == 0, Encoding.UTF8.GetString(exited.Stderr));
        return exited.Stdout;
    }
}
