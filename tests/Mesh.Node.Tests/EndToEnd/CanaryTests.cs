using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>What two compilers made of the same sources when they first met, and what is remembered of it.</summary>
public sealed class CanaryTests
{
    private const string PrefixedClang = "aarch64-linux-gnu-clang";

    [Fact]
    public async Task Compilers_of_one_package_are_equivalent_and_that_is_remembered()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var state = work.File("state");
        await using var helper = await TestNode.StartAsync("helper");
        await using (var client = await StartClientAsync(state, helper))
        {
            await client.RunAsync(work.Path, "gcc", "-O2", "-c", "x.c");
            Assert.Equal("equivalent", await VerdictAsync(client, "gcc")); // debug information tells the directory
        }

        // The next start believes its book: with another word in it, that word.
        var book = Path.Combine(state, "canaries.json");
        File.WriteAllText(book, (await File.ReadAllTextAsync(book, TestContext.Current.CancellationToken)).Replace("equivalent", "identical"));
        await using var again = await StartClientAsync(state, helper);
        await again.RunAsync(work.Path, "gcc", "-O2", "-c", "x.c");

        Assert.Equal("identical", await VerdictAsync(again, "gcc"));
        Assert.Equal(1, (await again.StatusAsync()).Totals.Remote);
    }

    [Fact]
    public async Task A_clang_is_compared_under_the_name_that_chooses_its_target()
    {
        Assert.SkipWhen(ExternalProgram.Find("clang") is null, "clang is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var bin = Directory.CreateDirectory(work.File("bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, PrefixedClang), ExternalProgram.Find("clang")!);
        await using var helper = await TestNode.StartAsync("helper");
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        var environment = new Dictionary<string, string> { ["PATH"] = $"{client.Masquerade}:{bin}:/usr/bin:/bin" };
        var result = await client.RunAsync(work.Path, environment, PrefixedClang, "-O2", "-c", "x.c");

        Assert.True(result is { Code: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.Contains("compared with the compiler here: equivalent", client.Log.ToString());
        Assert.Equal(1, (await client.StatusAsync()).Totals.Remote);
    }

    [Fact]
    public async Task A_compiler_that_this_node_did_not_find_is_not_run_and_one_that_it_found_later_is_compared()
    {
        const string Name = "armv6j-hardfloat-linux-gnueabi";
        Assert.SkipWhen(ExternalProgram.Find("arm-linux-gnueabihf-gcc") is null, "arm-linux-gnueabihf-gcc is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var compilers = await NamedCompiler.MakeAsync(work, "here", Name, "arm-linux-gnueabihf-gcc");
        var own = Directory.CreateDirectory(work.File("own")).FullName;
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [compilers] });
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, ToolchainDirectories = [own] }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");
        var environment = new Dictionary<string, string> { ["PATH"] = $"{client.Masquerade}:{compilers}:/usr/bin:/bin" };

        async Task<string> LogAfterAJobAsync()
        {
            await client.RunAsync(work.Path, environment, Name + "-gcc", "-O2", "-c", "x.c");
            return client.Log.ToString();
        }

        await Eventually.HoldsAsync(async () => (await LogAfterAJobAsync()).Contains(": remote: ", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("compared with", client.Log.ToString());
        File.CreateSymbolicLink(Path.Combine(own, Name + "-gcc"), Path.Combine(compilers, Name + "-gcc"));

        await Eventually.HoldsAsync(
            async () => (await LogAfterAJobAsync()).Contains("compared with the compiler here: equivalent", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static async Task<TestNode> StartClientAsync(string state, TestNode helper)
    {
        var client = await TestNode.StartAsync("client", options => options with { Help = false, StateDirectory = state }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");
        return client;
    }

    private static async Task<string?> VerdictAsync(TestNode client, string compiler) =>
        (await client.StatusAsync()).Node!.Toolchains.Where(own => own.Compiler == compiler).SelectMany(own => own.Verdicts).Select(verdict => verdict.Verdict).FirstOrDefault();
}
