using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>make's job tokens: a wrapper that took one, or kept a compiler from giving its own back, would slow the rest of a build down.</summary>
[Collection<BareAndMeshedCollection>]
public sealed class JobserverTests(BareAndMeshed machines) : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // Takes the tokens that are free, says how many, and puts them back. The pipe is opened anew, since not waiting is a property of the opening.
    // Told the name of a header, a pipe, it first waits until a compiler reads that, and only then gives it its text.
    private const string CountTokens = """
        import os, re, sys
        header = open(sys.argv[1], 'w') if len(sys.argv) > 1 else None
        pipe = re.search(r'--jobserver-auth=(?:fifo:(\S+)|(\d+),\d+)', os.environ['MAKEFLAGS'])
        path = pipe[1] or '/proc/self/fd/' + pipe[2]
        tokens = b''
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 'rb', buffering=0) as free, open(path, 'wb', buffering=0) as back:
            while (token := free.read(1)): tokens += token
            back.write(tokens)
        print('tokens', len(tokens))
        if header: header.write('int late;')
        """;

    private const string Makefile = """
        all:
        	+python3 count.py
        	+$(MAKE) linux
        	mkfifo late.h
        	echo '#include "late.h"' > late.c
        	+$(MAKE) -f tokens.mk compiling counting
        	+python3 count.py
        compiling:
        	gcc -c late.c -o late.o
        counting:
        	+python3 count.py late.h
        """;

    [Fact]
    public async Task A_compile_takes_its_own_job_token_and_gives_it_back()
    {
        var project = RealProject.Lua with { Name = "lua-tokens", Build = "eval \"$(mesh env)\"; make -j4 -f tokens.mk" };
        var bare = await BuildAsync(machines.Bare, project);
        var before = (await machines.Client.StatusAsync(Cancel)).Totals;

        var meshed = await BuildAsync(machines.Client.Machine, project);

        var counts = (await machines.Client.StatusAsync(Cancel)).Totals - before;
        Assert.Equal(project.Units + 1, counts.Remote);
        // Of -j4 one job is what counts, and in between another one is a compile.
        Assert.Equal(["tokens 3", "tokens 2", "tokens 3"], meshed.Out.Split('\n').Where(line => line.StartsWith("tokens ", StringComparison.Ordinal)));
        Assert.DoesNotContain("jobserver", meshed.Error, StringComparison.Ordinal);
        BuildAssert.SameOutput(bare, meshed);
    }

    private static async Task<CommandResult> BuildAsync(Machine machine, RealProject project)
    {
        var tree = await OrSkipAsync(BuildTree.CopyAsync(machine, project, Cancel));
        await File.WriteAllTextAsync(Path.Combine(tree.Outside, "count.py"), CountTokens, Cancel);
        await File.WriteAllTextAsync(Path.Combine(tree.Outside, "tokens.mk"), Makefile + "\n", Cancel);
        return (await tree.BuildAsync(jobs: 4, Limit, Cancel)).OrThrow($"building {project.Name}");
    }
}
