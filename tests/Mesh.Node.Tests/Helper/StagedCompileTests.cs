using System.Text;
using Mesh.Node.Processes;
using Mesh.Testing;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Helper;

/// <summary>A tree of files and what a real gcc says of it; and what a client could try that is none of its business.</summary>
public sealed class StagedCompileTests : IAsyncDisposable
{
    private const string Source = """
        #include "a.h"
        #warning outside
        int f(int x)
        {
        #warning inside
            return LESS(x, 1u);
        }

        """;

    private const string Header = "#define LESS(a, \\\n    b) ((a) < (b))\n";

    private static readonly ChildLimits Patient = new(TimeSpan.FromSeconds(60), 64 << 20);

    private readonly TempDirectory _home = new();
    private Workshop? _shop;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("directives-only")]
    [InlineData("full")]
    public async Task The_compiler_says_what_it_says_at_home(string mode)
    {
        var (job, tree) = await MakeAsync(mode);

        var answer = await AskAsync(job, tree);

        Assert.True(answer.Refused is null, answer.Refused?.Detail);
        var wanted = await GccAsync("-Wall", "-Wextra", "-Iinc", "-c", "x.c");
        Assert.Contains("In function", wanted.Stderr);
        Assert.Equal((0, wanted.Stderr), (answer.Result!.ExitCode, Encoding.UTF8.GetString(answer.Result.Stderr.Span)));
        Assert.Empty(answer.Outputs);
        Assert.Empty(Directory.GetDirectories(_shop!.Jobs));
    }

    [Fact]
    public async Task Another_text_is_refused()
    {
        var (job, tree) = await MakeAsync("directives-only");

        var answer = await AskAsync(job, tree with { TextDigest = tree.TextDigest ^ 1 });

        Assert.Equal((RefusalReason.Unfit, "the files give another text here"), (answer.Refused?.Reason, answer.Refused?.Detail));
    }

    [Theory]
    [InlineData("#include \"/etc/passwd\"\n")]
    [InlineData("#include \"../../../../../../../../../../../../etc/passwd\"\n")]
    [InlineData("#include </usr/include/stdio.h>\n")]
    [InlineData("#include \"/usr/include/stdc-predef.h\"\n")] // which any sandbox shows, and which compiles
    [InlineData("#include <stdio.h>\n")]
    public async Task A_file_of_the_helpers_own_is_not_shown(string source)
    {
        var (job, tree) = await MakeAsync("directives-only");

        var answer = await AskAsync(job, With(tree, "x.c", source));

        Assert.Equal((RefusalReason.Unfit, "the compiler failed with these files, or opened others"), (answer.Refused?.Reason, answer.Refused?.Detail));
    }

    [Fact]
    public async Task A_header_of_the_systems_is_read_where_the_client_has_it()
    {
        var (job, tree) = await MakeAsync("directives-only");
        var changed = With(tree, "x.c", "#include <stdio.h>\n#include <stdarg.h>\nint x;\n") with { SystemDirectories = ["/usr/include"] };

        var answer = await AskAsync(job, changed with { Files = [.. changed.Files, new("/usr/include/stdio.h", "#warning of the client\n"u8.ToArray()), new("/usr/include/stdarg.h", "\n"u8.ToArray())] });

        Assert.Equal("the files give another text here", answer.Refused?.Detail);
    }

    [Theory]
    [InlineData("# 1 \"/etc/passwd\"\nint unused(int a) { return LESS(a, 1u); }\n")]
    [InlineData("#line 1 \"../other.c\"\nint f(long a) { return __builtin_printf(\"%d\", a); }\n")]
    public async Task A_file_that_a_line_claims_to_be_of_is_not_shown(string source)
    {
        var (job, tree) = await MakeAsync("directives-only");

        var answer = await AskAsync(job, With(tree, "x.c", source));

        Assert.Equal((RefusalReason.Unfit, "a #line names a file that is not among them"), (answer.Refused?.Reason, answer.Refused?.Detail));
    }

    [Fact]
    public async Task It_works_in_one_slot_that_is_home_before_the_answer()
    {
        var (job, tree) = await MakeAsync("directives-only");
        var gate = _shop!.Gate;
        var seen = new List<int>();
        gate.Changed += () => { lock (seen) seen.Add(gate.Compiling); };

        var answer = await AskAsync(job, tree);

        Assert.Equal((0, 0), (answer.Result?.ExitCode, gate.Compiling));
        lock (seen) Assert.Equal(1, seen.Max());
    }

    [Theory]
    [InlineData("inc/a.h.gch")]
    [InlineData("inc/a.h.gch/any")]
    [InlineData("a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a.h")]
    [InlineData("../../../../../../../x.h")]
    [InlineData("/../x.h")]
    [InlineData("a:b.h")]
    [InlineData("a\nb.h")]
    [InlineData("inc")]
    [InlineData("x.c/y.h")]
    [InlineData("./x.c")]
    [InlineData("")]
    public async Task Names_that_lead_elsewhere_or_contradict_each_other_are_refused(string name)
    {
        var (job, tree) = await MakeAsync("directives-only");

        var answer = await AskAsync(job, tree with { Files = [.. tree.Files, new Wire.Messages.NamedFile(name, "int other;\n"u8.ToArray())] });

        Assert.Equal(RefusalReason.Unfit, answer.Refused?.Reason);
        Assert.Empty(Directory.GetDirectories(_shop!.Jobs));
    }

    [Theory]
    [InlineData("-I/etc")]
    [InlineData("-fplugin=/tmp/x.so")]
    [InlineData("-wrapper")]
    [InlineData("@x.c")]
    public async Task Options_that_no_tree_has_are_refused(string option)
    {
        var (job, tree) = await MakeAsync("directives-only");

        var ofTree = await AskAsync(job, tree with { Options = [option] });
        var ofJob = await AskAsync(job with { Options = [option] }, tree);

        Assert.Equal(RefusalReason.Unfit, ofTree.Refused?.Reason);
        Assert.Equal((RefusalReason.OptionNotAllowed, option), (ofJob.Refused?.Reason, ofJob.Refused?.Detail));
    }

    [Fact]
    public async Task Nothing_but_messages_is_made_of_a_tree()
    {
        var (job, tree) = await MakeAsync("directives-only");

        var answer = await AskAsync(job with { Outputs = ["object"] }, tree);

        Assert.Equal((RefusalReason.Unfit, "source-tree is for gcc's messages alone"), (answer.Refused?.Reason, answer.Refused?.Detail));
    }

    [Fact]
    public async Task What_is_no_tree_ends_the_conversation()
    {
        var (job, _) = await MakeAsync("directives-only");
        using var client = _shop!.Connect();

        await Assert.ThrowsAsync<JobCutException>(() => client.CompileAsync(job, "int x;\n"u8.ToArray()));
    }

    public async ValueTask DisposeAsync()
    {
        _home.Dispose();
        if (_shop is not null) await _shop.DisposeAsync();
    }

    private async Task<(Job Job, SourceTree Tree)> MakeAsync(string mode)
    {
        _shop = await Workshop.WithRealCompilersAsync();
        var toolchain = _shop.Toolchains.Current.FirstOrDefault(found => Path.GetFileName(found.Path).StartsWith("gcc", StringComparison.Ordinal) && found.Languages.Count == 2)
            ?? _shop.Toolchains.Current.FirstOrDefault(found => found.Identity.Family == Mesh.Compile.Arguments.CompilerFamily.Gcc && found.Identity.Triplet.StartsWith("x86_64", StringComparison.Ordinal));
        Assert.SkipWhen(toolchain is null, "no gcc on this machine");
        _home.Write("x.c", Source);
        Directory.CreateDirectory(_home.File("inc"));
        _home.Write("inc/a.h", Header);
        var text = await GccAsync([.. mode == "full" ? (string[])[] : ["-fdirectives-only"], "-Wall", "-Wextra", "-Iinc", "-E", "-fpch-preprocess", "x.c"]);
        var stdc = "/usr/include/stdc-predef.h";
        var job = JobClient.FakeJob with
        {
            Triplet = toolchain.Identity.Triplet,
            CompilerVersion = toolchain.Identity.Version,
            PreprocessMode = "source-tree",
            Options = ["-Wall", "-Wextra"],
            Outputs = ["messages"],
            Env = ["LC_ALL=C"],
        };
        return (job, new SourceTree
        {
            PreprocessMode = mode,
            TextDigest = Digest.Of(Encoding.UTF8.GetBytes(text.Stdout)),
            WorkingDirectory = _home.Path,
            Options = [],
            QuotedDirectories = [],
            UserDirectories = ["inc"],
            SystemDirectories = ["/usr/include"],
            AwareDirectories = [],
            AfterDirectories = [],
            Files =
            [
                new("x.c", Encoding.UTF8.GetBytes(Source)), new("inc/a.h", Encoding.UTF8.GetBytes(Header)),
                .. File.Exists(stdc) ? (Wire.Messages.NamedFile[])[new(stdc, await File.ReadAllBytesAsync(stdc, Cancel))] : [],
            ],
        });
    }

    private async Task<JobAnswer> AskAsync(Job job, SourceTree tree)
    {
        using var client = _shop!.Connect();
        using var bytes = new PooledBuffer();
        tree.Encode(bytes);
        return await client.CompileAsync(job, bytes.Span.ToArray());
    }

    private static SourceTree With(SourceTree tree, string name, string content) =>
        tree with { Files = [.. tree.Files.Where(file => file.Name != name), new Wire.Messages.NamedFile(name, Encoding.UTF8.GetBytes(content))] };

    private async Task<(string Stdout, string Stderr)> GccAsync(params string[] arguments)
    {
        var command = new ChildCommand("gcc", arguments) { WorkingDirectory = _home.Path };
        var exited = Assert.IsType<ChildResult.Exited>(await ChildProcess.RunAsync(command, Patient, Cancel));
        Assert.Equal(0, exited.Code);
        return (Encoding.UTF8.GetString(exited.Stdout), Encoding.UTF8.GetString(exited.Stderr));
    }
}
