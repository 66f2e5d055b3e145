using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>make's job tokens: a wrapper that took one, or kept a compiler from giving its own back, would slow the rest of a build down.</summary>
[Collection<BareAndMeshedCollection>]
public sealed class JobserverTests(BareAndMeshed machines) : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // Takes the tokens that are free, says how many, and puts them back. The pipe is opened anew, since not waiting is a property of the opening.
    private const string CountTokens = """
        import os, re
        pipe = re.search(r'--jobserver-auth=(?:fifo:(\S+)|(\d+),\d+)', os.environ['MAKEFLAGS'])
        path = pipe[1] or '/proc/self/fd/' + pipe[2]
        tokens = b''
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 'rb', buffering=0) as free, open(path, 'wb', buffering=0) as back:
            while (token := free.read(1)): tokens += token
            back.write(tokens)
        print('tokens', len(tokens))
        """;

    private const string Makefile = """
        all:
        	+python3 count.py
        	+$(MAKE) linux
        	+python3 count.py
        """;

    [Fact]
    public async Task Every_job_token_comes_back()
    {
        var project = RealProject.Lua with { Name = "lua-tokens", Build = "eval \"$(mesh env)\"; make -j4 -f tokens.mk" };
        var bare = await BuildAsync(machines.Bare, project);
        var before = (await machines.Client.StatusAsync(Cancel)).Totals;

        var meshed = await BuildAsync(machines.Client.Machine, project);

        var counts = (await machines.Client.StatusAsync(Cancel)).Totals - before;
        Assert.Equal(project.Units, counts.Remote);
        // Of -j4 one job is what counts.
        Assert.Equal(["tokens 3", "tokens 3"], meshed.Out.Split('\n').Where(line => line.StartsWith("tokens ", StringComparison.Ordinal)));
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
