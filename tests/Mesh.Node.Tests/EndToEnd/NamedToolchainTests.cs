using Mesh.Node.Doctor;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>
/// Toolchains under names that say nothing to each other. Debian has none that is called so; see <see cref="NamedCompiler"/>.
/// </summary>
public sealed class NamedToolchainTests
{
    [Fact]
    public async Task A_crosstool_compiler_serves_a_gentoo_client_of_another_name_and_other_defaults()
    {
        Assert.SkipWhen(ExternalProgram.Find("arm-linux-gnueabihf-gcc") is null, "arm-linux-gnueabihf-gcc is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "double f(double a, int b) { return a * 3 / b; }\n");
        var there = await NamedCompiler.MakeAsync(work, "there", "armv6-rpi-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6+fp", "-marm", "-fno-pie");
        var here = await NamedCompiler.MakeAsync(work, "here", "armv6j-hardfloat-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6j+fp", "-marm", "-fstack-protector-strong");
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [there] });
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        await CompileAsync(client, work, here, "bare.o", local: true);
        await CompileAsync(client, work, here, "x.o", local: false);

        Assert.True((await client.StatusAsync()).Totals.Remote == 1, client.Log.ToString());
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
        var there = await NamedCompiler.MakeAsync(work, "there", "armv6-rpi-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6", "-marm", "-mfloat-abi=soft");
        var here = await NamedCompiler.MakeAsync(work, "here", "armv6j-hardfloat-linux-gnueabi", "arm-linux-gnueabihf-gcc", "-march=armv6j+fp", "-marm");
        await using var helper = await TestNode.StartAsync("helper", options => options with { ToolchainDirectories = [there] });
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, ToolchainDirectories = [here] }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        await CompileAsync(client, work, here, "x.o", local: false);

        var status = await client.StatusAsync();
        Assert.Equal((0, 1), (status.Totals.Remote, status.Totals.Local));
        Assert.Contains("gcc 12.2.1 for armv6-rpi-linux-gnueabi: float ABI hard here, soft there", client.Log.ToString()); // the job's own line says why it stayed
        Assert.Equal("float ABI hard here, soft there", Assert.Single(status.Peers.Single().Refusals).Reason.Split(": ")[1]);

        var examined = new Examination { Reach = new NodeReach.Answered(client.SocketPath, Obeyed: true), Status = status, ProgramVersion = Node.Version, Protocol = 1 };
        var found = Assert.Single(Diagnosis.Of(examined), finding => finding.Id == FindingIds.NotEquivalent && finding.Sentence.Contains("armv6j-hardfloat", StringComparison.Ordinal));
        Assert.Equal(Severity.Warning, found.Severity);
        Assert.Contains("gets no help: helper has no compiler that agrees: gcc 12.2.1 for armv6-rpi-linux-gnueabi: float ABI hard here, soft there", found.Sentence);
        Assert.Contains("on helper: a compiler with the same defaults", found.Remedy);
    }

    private static async Task CompileAsync(TestNode client, TempDirectory work, string compilers, string output, bool local)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = $"{client.Masquerade}:{compilers}:/usr/bin:/bin", ["MESH_LOCAL"] = local ? "1" : "0" };
        var result = await client.RunAsync(work.Path, environment, "armv6j-hardfloat-linux-gnueabi-gcc", "-O2", "-c", "x.c", "-o", output);
        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
    }
}
