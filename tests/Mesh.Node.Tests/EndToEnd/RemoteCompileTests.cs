using Mesh.Node.Control;
using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>Whole nodes, real hands and the real compiler: whatever happens, the result is the bare compiler's.</summary>
public sealed class RemoteCompileTests(HelpedClient nodes) : IClassFixture<HelpedClient>, IDisposable
{
    private const string Source = "#include <stdio.h>\nint main(void) { printf(\"%d\\n\", __LINE__); return 0; }\n";

    private readonly TempDirectory _work = new();

    public void Dispose()
    {
        nodes.AssertWell();
        _work.Dispose();
    }

    [Theory]
    [InlineData("gcc -O2 -c x.c -o x.o", "remote")]
    [InlineData("gcc -O2 -MD -c x.c", "remote")]
    [InlineData("gcc -O2 -S x.c", "remote")]
    [InlineData("clang -O2 -c x.c -o x.o", "remote")]
    [InlineData("g++ -O1 -c y.cc -MMD -MP -MF y.dep -o sub/y.o", "remote")]
    [InlineData("gcc -c warns.c -Wall -o x.o", "remote")]
    [InlineData("gcc -O2 -Wall -Wextra -c ./sub/includes-warning.c -MD -o x.o", "remote")]
    [InlineData("g++ -Wall -Wextra -c warns.cc", "remote")]
    [InlineData("gcc -O2 -fstack-usage -fcallgraph-info=su,da -c x.c -o sub/y.obj", "remote")]
    [InlineData("gcc -Wall -fstack-usage -MD -c warns.c", "remote")]
    [InlineData("g++ -O2 -fcallgraph-info -c y.cc", "remote")]
    [InlineData("clang -O2 -fstack-usage -c x.c -o sub/y.obj", "remote")]
    [InlineData("clang -fstack-usage -c empty.c", "remote")]
    [InlineData("gcc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -fdebug-prefix-map=TREE=/tree -c x.c -o sub/y.obj", "remote")]
    [InlineData("gcc -gsplit-dwarf -gno-record-gcc-switches -fdebug-prefix-map=TREE=/tree -fstack-usage -Wall -c warns.c", "remote")]
    [InlineData("clang -O2 -g -gdwarf-4 -gsplit-dwarf -fdebug-prefix-map=TREE=/tree -c x.c -o sub/y.obj", "remote")]
    [InlineData("gcc -g -gsplit-dwarf -gno-record-gcc-switches -fdebug-prefix-map=TREE=/tree -c x.c -o sub/../x.o", "local")]
    [InlineData("gcc -fstack-usage -c x.c -o no/such/directory/x.o", "fallback")]
    [InlineData("gcc -fstack-usage -c wrong.c", "fallback")]
    [InlineData("gcc -c warns-in-macro.c -Wall", "remote")]
    [InlineData("gcc -c warns-of-format.c -Wall", "remote")]
    [InlineData("gcc -c warns-of-format.c -Wall -fmessage-length=60", "fallback")]
    [InlineData("gcc -c warns-of-format.c -Wall -ffile-prefix-map=TREE=/tree", "remote")]
    [InlineData("gcc -c warns.c -Wall -Werror", "fallback")]
    [InlineData("gcc -c warns.c -Wall -fdiagnostics-color=always", "remote")]
    [InlineData("gcc -c warns.c -Wall -fno-diagnostics-show-line-numbers", "remote")]
    [InlineData("gcc -c wrong.c -o x.o", "fallback")]
    [InlineData("gcc -Wall -c misleads.c", "fallback")]
    [InlineData("gcc -c misleads.c", "remote")]
    [InlineData("gcc -c missing.c -o x.o", "local")]
    [InlineData("gcc -c hash-warning.c -o x.o", "remote")]
    [InlineData("gcc -Wmissing-include-dirs -Iabsent -c hash-warning.c", "fallback")]
    [InlineData("gcc -isystem sub -c includes-of-system.c", "remote")]
    [InlineData("gcc -Wall -c says-its-lines-are-others.c", "fallback")]
    [InlineData("gcc -w -Wstrict-overflow -c hash-warning.c", "remote")]
    [InlineData("g++ -c hash-warning.c -o x.o", "remote")]
    [InlineData("g++ -Wall -Wundef -MD -c warns-before.c", "remote")]
    [InlineData("g++ -Wall -Wunused-macros -c warns-before.c", "remote")]
    [InlineData("gcc -Wundef -c warns-quietly.c", "fallback")]
    [InlineData("g++ -Wall -Wstrict-prototypes -c warns.cc", "remote")]
    [InlineData("g++ -DA -DA=2 -c x.c -o x.o", "remote")]
    [InlineData("g++ -O2 -MD -c apostrophe.c -o x.o", "remote")]
    [InlineData("gcc -fstack-usage -c apostrophe.c -o x.o", "local")]
    [InlineData("gcc -O2 -Wall -c names-itself.c", "remote")]
    [InlineData("gcc --compile --include-directory=sub x.c --output x.o", "remote")]
    [InlineData("gcc -c incbin.c -o x.o", "fallback")]
    [InlineData("gcc -march=native -O2 -c x.c", "remote")]
    [InlineData("gcc -mtune=native -mno-avx -march=native -O3 -c sum.c", "remote")]
    [InlineData("clang -march=native -mno-avx2 -O3 -c sum.c", "remote")]
    [InlineData("gcc @options -c x.c", "remote")]
    [InlineData("g++ @nested", "remote")]
    [InlineData("gcc -c x.c @missing", "local")]
    [InlineData("gcc -c x.c @endless", "local")]
    [InlineData("gcc x.c -o program", "links")]
    [InlineData("gcc --version", "query")]
    [InlineData("gcc", "no-inputs")]
    [InlineData("gcc -c x.c -o no/such/directory/x.o", "fallback")]
    [InlineData("gcc -c x.c -o /dev/null", "local")]
    public async Task The_result_is_the_bare_compilers(string command, string expected)
    {
        var (bare, meshed) = (MakeTree("bare"), MakeTree("meshed"));
        var wanted = await BareAsync(bare, command.Replace("TREE", bare, StringComparison.Ordinal).Split(' '));
        var before = await nodes.Client.StatusAsync();
        var got = await nodes.Client.RunAsync(meshed, command.Replace("TREE", meshed, StringComparison.Ordinal).Split(' '));

        Assert.Equal((wanted.Code, Text(wanted.Stdout), Text(wanted.Stderr)), (got.Code, Text(got.Stdout), Text(got.Stderr)));
        Assert.Equal(Files(bare), Files(meshed));
        var went = Went(before, await nodes.Client.StatusAsync());
        Assert.True(expected == went, $"{went}\n{nodes.Client.Log}");
    }

    [Theory]
    [InlineData("C.UTF-8", "remote")]
    [InlineData("de_DE.UTF-8", "fallback")]
    [InlineData("xx_YY.UTF-8", "fallback")]
    public async Task Messages_are_in_the_callers_characters(string locale, string expected)
    {
        var (bare, meshed) = (MakeTree("bare"), MakeTree("meshed"));
        var environment = new Dictionary<string, string> { ["LC_ALL"] = locale };
        var wanted = await BareAsync(bare, ["gcc", "-Wall", "-c", "warns.c"], locale);
        var before = await nodes.Client.StatusAsync();
        var got = await nodes.Client.RunAsync(meshed, environment, "gcc", "-Wall", "-c", "warns.c");

        Assert.Equal((wanted.Code, Text(wanted.Stderr)), (got.Code, Text(got.Stderr)));
        Assert.Equal(expected, Went(before, await nodes.Client.StatusAsync()));
    }

    [Fact]
    public async Task Mesh_require_fails_a_compile_that_cannot_travel_and_writes_nothing()
    {
        var directory = MakeTree("required");
        var before = Files(directory);
        var result = await nodes.Client.RunAsync(directory, new Dictionary<string, string> { ["MESH_REQUIRE"] = "1" }, "gcc", "-save-temps", "-c", "x.c");
        Assert.Equal((int)ExitCode.RemoteRequired, result.Code);
        Assert.Contains("-save-temps", Text(result.Stderr));
        Assert.Equal(before, Files(directory));
    }

    [Fact]
    public async Task Mesh_require_lets_a_source_say_what_is_wrong_with_it()
    {
        var result = await nodes.Client.RunAsync(MakeTree("wrong"), new Dictionary<string, string> { ["MESH_REQUIRE"] = "1" }, "gcc", "-c", "wrong.c");
        Assert.Equal(1, result.Code);
        Assert.Contains("undeclared", Text(result.Stderr));
    }

    [Fact]
    public async Task When_the_helper_leaves_the_client_compiles_here()
    {
        await using var pair = new HelpedClient();
        await pair.InitializeAsync();
        await pair.Helper.DisposeAsync();
        var directory = MakeTree("alone");
        var result = await pair.Client.RunAsync(directory, "gcc", "-c", "x.c");
        Assert.Equal(0, result.Code);
        Assert.True(File.Exists(Path.Combine(directory, "x.o")));
        Assert.Equal(1, (await pair.Client.StatusAsync()).LocalReasons["no-peer"]);
    }

    [Fact]
    public async Task A_second_node_on_the_same_socket_is_refused()
    {
        var refused = await Assert.ThrowsAsync<Mesh.Node.Control.SocketInUseException>(() =>
            TestNode.StartAsync("twin", options => options with { Socket = nodes.Client.SocketPath }));
        Assert.Contains(nodes.Client.SocketPath, refused.Message);
        await nodes.Client.StatusAsync(); // the first one still serves it
    }

    /// <summary>What became of the one compile between the two.</summary>
    private static string Went(StatusSnapshot before, StatusSnapshot after) => (after.Totals.Remote - before.Totals.Remote, after.Totals.Fallback - before.Totals.Fallback, after.Totals.Local - before.Totals.Local) switch
    {
        (1, 0, 0) => "remote",
        (0, 1, 0) => "fallback",
        (0, 0, 1) => "local",
        _ => Assert.Single(after.LocalReasons, reason => reason.Value > before.LocalReasons.GetValueOrDefault(reason.Key)).Key,
    };

    private static async Task<ChildResult.Exited> BareAsync(string directory, string[] words, string locale = "C") => Assert.IsType<ChildResult.Exited>(await ChildProcess.RunAsync(
        new ChildCommand("/usr/bin/" + words[0], words[1..])
        {
            WorkingDirectory = directory,
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = locale },
        },
        new ChildLimits(TimeSpan.FromMinutes(1), 1 << 20), TestContext.Current.CancellationToken));

    private string MakeTree(string name)
    {
        // The same path for both, one after the other: it may be written into the objects. So each tree is made in a directory of its own
        // parent, and named relatively by the commands.
        _work.Write($"{name}/x.c", Source);
        _work.Write($"{name}/empty.c", "");
        _work.Write($"{name}/sum.c", "float sum(const float *a, int n) { float s = 0; for (int i = 0; i < n; i++) s += a[i] * a[i]; return s; }\n");
        _work.Write($"{name}/misleads.c", "int f(int a) {\n  if (a)\n    a++;\n    a--;\n  return a;\n}\n");
        _work.Write($"{name}/sub/includes-warning.c", "#include \"../warning.h\"\nint g(int a, int b) { return in_header(a); }\n");
        _work.Write($"{name}/warning.h", "static int in_header(int a) {\n\tint unused;\n\treturn a;\n}\nstatic int never(void) { return 1; }\n");
        _work.Write($"{name}/warns.cc", "#include <vector>\nint f(int a) { std::vector<int> v; for (int i = 0; i < v.size(); i++) a = a; return 0; }\ntemplate <class T> T g(T t) { int u; return t; }\nint h() { return g(1); }\n");
        _work.Write($"{name}/warns-in-macro.c", "#define SAME(a) ((a) == 1 & 2)\nint f(int a) { return SAME(a); }\n");
        _work.Write($"{name}/warns-of-format.c", "#include <stdio.h>\nvoid f(long a) { printf(\"%d\\n\", a); }\n");
        _work.Write($"{name}/options", "-O2 '-DTEXT=\"a b\"'\n -Wall\t\\-Wextra");
        _work.Write($"{name}/nested", "@options -o 'an output.o'\n-c\ny.cc\n");
        _work.Write($"{name}/endless", "@endless");
        _work.Write($"{name}/y.cc", "#include <string>\nnamespace { int hidden = 3; }\nstd::string f() { return std::string(hidden, 'x'); }\n");
        _work.Write($"{name}/sub/keep", "");
        _work.Write($"{name}/warns.c", "int f(void) { int unused; return 0; }\n");
        _work.Write($"{name}/wrong.c", "int f(void) { return undeclared; }\n");
        _work.Write($"{name}/hash-warning.c", "#warning read this\nint a;\n");
        _work.Write($"{name}/says-its-lines-are-others.c", "#line 2 \"grammar.y\"\nint f(long a) { return __builtin_printf(\"%d\", a); }\n");
        _work.Write($"{name}/grammar.y", "the first\nint f(long a) { return print(\"%d\", a) }\n");
        _work.Write($"{name}/includes-of-system.c", "#include <of-system.h>\n#warning read this\nint f(void) { return of_system(1, 2); }\n");
        _work.Write($"{name}/sub/of-system.h", "static inline int of_system(int a, int unused) { return a; }\n");
        _work.Write($"{name}/warns-before.c", "#define A 1\n#define A 2\nint f(void) { int unused; return A; }\n");
        _work.Write($"{name}/warns-quietly.c", "#pragma GCC diagnostic ignored \"-Wundef\"\n#if A\n#endif\nint a;\n");
        _work.Write($"{name}/apostrophe.c", "#if 0\nisn't read\n#endif\nint a = __LINE__;\n");
        _work.Write($"{name}/names-itself.c", "const char *file = __BASE_FILE__;\n");
        _work.Write($"{name}/incbin.c", "__asm__(\".section .rodata\\n.incbin \\\"sub/keep\\\"\\n\");\nint a;\n");
        return _work.File(name);
    }

    private static List<(string Name, string Content)> Files(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).OrderBy(path => path, StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(directory, path), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))))];

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
