using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>
/// Toolchains under names that say nothing to each other. Debian has none that is called so; a program that goes by the name, answers by it, and sets other
/// defaults before it becomes Debian's compiler stands in for one that was built with them.
/// </summary>
public sealed class NamedToolchainTests
{
    [Fact]
    public async Task A_crosstool_compiler_serves_a_gentoo_client_of_another_name_and_other_defaults()
    {
        Assert.SkipWhen(ExternalProgram.Find("arm-linux-gnueabihf-gcc") is null, "arm-linux-gnueabihf-gcc is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "double f(double a, int b) { return a * 3 / b; }\n");
        var there = await MakeAsync(work, "there", "armv6-rpi-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6+fp", "-marm", "-fno-pie");
        var here = await MakeAsync(work, "here", "armv6j-hardfloat-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6j+fp", "-marm", "-fstack-protector-strong");
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [there] });
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        await CompileAsync(client, work, here, "bare.o", local: true);
        await CompileAsync(client, work, here, "x.o", local: false);

        Assert.Equal(1, (await client.StatusAsync()).Totals.Remote);
        var explained = await client.ExplainAsync(work.Path, Path.Combine(here, "armv6j-hardfloat-linux-gnueabi-gcc"), "-O2", "-c", "x.c");
        Assert.StartsWith("remote:", explained);
        Assert.Contains("told to the peer's compiler: -march=armv6j+fp ", explained);
        Assert.Contains(" -mfloat-abi=hard -marm -mlittle-endian -fPIE -fstack-protector-strong ", explained);
        Assert.Contains("peer helper: can take it by gcc 12.2.1 for armv6-rpi-linux-gnueabi", explained);
        Assert.Equal(await File.ReadAllBytesAsync(work.File("bare.o"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_soft_float_compiler_does_not_serve_a_hard_float_client()
    {
        Assert.SkipWhen(ExternalProgram.Find("arm-linux-gnueabihf-gcc") is null, "arm-linux-gnueabihf-gcc is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "double f(double a, int b) { return a * 3 / b; }\n");
        var there = await MakeAsync(work, "there", "armv6-rpi-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6", "-marm", "-mfloat-abi=soft");
        var here = await MakeAsync(work, "here", "armv6j-hardfloat-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6j+fp", "-marm");
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [there] });
        // Only the compiler in question: Debian's own would help.
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, VersionPolicy = Mesh.Compile.Targets.VersionPolicy.Exact }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        await CompileAsync(client, work, here, "x.o", local: false);

        var status = await client.StatusAsync();
        Assert.Equal((0, 1), (status.Totals.Remote, status.Totals.Local));
        Assert.Contains("gcc 12.2.1 for armv6-rpi-linux-gnueabi: float ABI hard here, soft there", client.Log.ToString()); // the job's own line says why it stayed
        Assert.Equal("float ABI hard here, soft there", Assert.Single(status.Peers.Single().Refusals).Reason.Split(": ")[1]);
    }

    private static async Task CompileAsync(TestNode client, TempDirectory work, string compilers, string output, bool local)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = $"{client.Masquerade}:{compilers}:/usr/bin:/bin", ["MESH_LOCAL"] = local ? "1" : "0" };
        var result = await client.RunAsync(work.Path, environment, "armv6j-hardfloat-linux-gnueabi-gcc", "-O2", "-c", "x.c", "-o", output);
        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
    }

    /// <summary>A directory with a compiler of that name and version 12.2.1, which no other compiler of this machine has.</summary>
    private static async Task<string> MakeAsync(TempDirectory work, string folder, string name, string real, params string[] defaults)
    {
        var directory = work.File(folder);
        Directory.CreateDirectory(directory);
        var words = string.Join(", ", defaults.Select(word => $"\"{word}\""));
        work.Write($"{name}.c", $$"""
            #include <stdio.h>
            #include <string.h>
            #include <unistd.h>
            static char *defaults[] = { {{words}} };
            int main(int argc, char **argv)
            {
                char *all[4096];
                int n = 0, i;
                if (argc == 2 && !strcmp(argv[1], "-v")) { fprintf(stderr, "Target: {{name}}\ngcc version 12.2.1 (crosstool-NG 1.26.0)\n"); return 0; }
                if (argc == 2 && !strcmp(argv[1], "-dumpmachine")) { puts("{{name}}"); return 0; }
                all[n++] = "{{real}}";
                for (i = 0; i < (int)(sizeof defaults / sizeof *defaults); i++) all[n++] = defaults[i];
                for (i = 1; i < argc && n < 4095; i++) all[n++] = argv[i];
                all[n] = NULL;
                execv("{{ExternalProgram.Find(real)}}", all);
                return 127;
            }
            """);
        var made = await ChildProcess.RunAsync(
            new ChildCommand("/usr/bin/gcc", ["-O1", work.File($"{name}.c"), "-o", Path.Combine(directory, name + "-gcc")]), ChildLimits.Question, TestContext.Current.CancellationToken);
        Assert.True(made is ChildResult.Exited { Code: 0 }, made.ToString());
        return directory;
    }
}
