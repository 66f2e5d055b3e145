using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A gcc that is newer than the option table. Debian has none: a program calls itself so, lists one more option, and else is gcc.</summary>
public sealed class NewerCompilerTests
{
    [Fact]
    public async Task An_option_that_a_newer_gcc_lists_on_both_sides_travels()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var there = await MakeCompilerAsync(work, "there", "-fbraid-loops");
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [there] });
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");
        var here = await MakeCompilerAsync(work, "here", "-fbraid-loops");

        await CompileAsync(client, work, here, "-fbraid-loops");
        await CompileAsync(client, work, here, "-fbraid-nothing");

        var status = await client.StatusAsync();
        Assert.True(status.Totals is { Remote: 1, Local: 1 }, client.Log.ToString());
        Assert.Equal("unknown-option", Assert.Single(status.LocalReasons).Key);
    }

    [Fact]
    public async Task An_option_that_only_the_clients_gcc_lists_is_refused_by_the_helper()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var there = await MakeCompilerAsync(work, "there", "-fother-loops");
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [there] });
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        await CompileAsync(client, work, await MakeCompilerAsync(work, "here", "-fbraid-loops"), "-fbraid-loops");

        Assert.True((await client.StatusAsync()).Totals is { Remote: 0, Local: 1 }, client.Log.ToString());
        Assert.True(client.Log.ToString().Contains("the option -fbraid-loops is not allowed here", StringComparison.Ordinal), client.Log.ToString());
    }

    private static async Task<string> MakeCompilerAsync(TempDirectory work, string folder, string option)
    {
        var directory = Directory.CreateDirectory(work.File(folder)).FullName;
        var script = work.Write($"{folder}/gcc.sh", $$"""
            #!/bin/bash
            case " $* " in
            *" -v "*) LC_ALL=C {{ExternalProgram.Find("gcc")}} "$@" 2>&1 | sed 's/^gcc version [0-9.]*/gcc version 99.1.0/' >&2; exit 0 ;;
            *" --help=optimizers "*) printf '  {{option}}   Braid the loops.\n' ;;
            esac
            words=()
            for word; do case $word in -fbraid-*|-fother-*) ;; *) words+=("$word") ;; esac; done
            exec {{ExternalProgram.Find("gcc")}} "${words[@]}"
            """);
        var source = work.Write($"{folder}/gcc.c", $$"""
            #include <unistd.h>
            int main(int argc, char **argv) { char *all[4096] = { "bash", "{{script}}" }; int i; for (i = 1; i < argc && i < 4090; i++) all[i + 1] = argv[i]; execv("/bin/bash", all); return 127; }
            """); // a helper does not take scripts for compilers
        var made = await ChildProcess.RunAsync(new ChildCommand("/usr/bin/gcc", [source, "-o", Path.Combine(directory, "gcc")]), ChildLimits.Question, TestContext.Current.CancellationToken);
        Assert.True(made is ChildResult.Exited { Code: 0 }, made.ToString());
        return directory;
    }

    private static async Task CompileAsync(TestNode client, TempDirectory work, string compilers, string option)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = $"{client.Masquerade}:{compilers}:/usr/bin:/bin" };
        var result = await client.RunAsync(work.Path, environment, "gcc", "-O2", option, "-c", "x.c", "-o", "x.o");
        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.True(File.Exists(work.File("x.o")));
    }
}
