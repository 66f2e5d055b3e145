using System.Text.Json;

namespace Mesh.Lab.Tests;

/// <summary><c>mesh doctor</c> on machines that something is wrong with.</summary>
public sealed class DoctorTests : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly MeshNodeOptions Plain = new() { Wrap = false };

    [Fact]
    public async Task Two_machines_with_the_same_compilers_have_nothing_wrong()
    {
        await using var lab = await StartLabAsync();
        var nodes = new[] { await lab.AddNodeAsync("alpha", Plain, Cancel), await lab.AddNodeAsync("beta", Plain, Cancel) };
        await Poll.UntilAsync("the nodes to see each other", Limit, async () => (await nodes[0].StatusAsync(Cancel)).Ready.Any(), Cancel);

        var said = await nodes[0].MeshAsync(Cancel, "doctor");

        Assert.EndsWith("nothing is wrong\n", said.Out, StringComparison.Ordinal);
        Assert.Equal(0, said.ExitCode);
    }

    [Fact]
    public async Task A_lonely_node_is_told_to_look_for_others()
    {
        await using var lab = await StartLabAsync();
        var node = await lab.AddNodeAsync("alpha", Plain, Cancel);

        Assert.Equal(["no-peers"], (await FindAsync(node)).Keys);
    }

    [Fact]
    public async Task A_program_that_keeps_the_port_of_multicast_DNS_to_itself_is_found()
    {
        await using var lab = await StartLabAsync();
        var machine = await lab.AddMachineAsync("alpha", Cancel);
        await using var holder = machine.Run(machine.Folder, "python3", "-c", "import socket, time; s = socket.socket(2, 2); s.bind(('', 5353)); print('held', flush=True); time.sleep(600)");
        await holder.Output.WaitForAsync(line => line == "held", Cancel);
        var node = await lab.AddNodeAsync(machine, Plain, Cancel);

        Assert.Equal(["multicast-port"], (await FindAsync(node)).Keys);
    }

    [Fact]
    public async Task Files_from_the_future_are_found()
    {
        await using var lab = await StartLabAsync();
        var node = await lab.AddNodeAsync("alpha", Plain, Cancel);
        await SetUpAsync(node.Machine, $"mkdir {node.Machine.Folder}/tree && touch -d tomorrow {node.Machine.Folder}/tree/Makefile");

        Assert.Contains("such as tree/Makefile", (await FindAsync(node))["files-from-the-future"].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_behind_a_firewall_is_told_from_one_that_is_not_there()
    {
        await using var lab = await StartLabAsync();
        var helper = await lab.AddMachineAsync("helper", Cancel);
        var client = await lab.AddMachineAsync("client", Cancel);
        // Multicast comes through and connections do not, as with most firewalls.
        await SetUpAsync(client, "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
        await SetUpAsync(helper, $"echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6; ip route add blackhole {client.Address}/32");
        await lab.AddNodeAsync(helper, Plain, Cancel);
        var node = await lab.AddNodeAsync(client, Plain, Cancel);

        var found = await FindAsync(node);

        Assert.Equal(["peer-blocked"], found.Keys);
        Assert.Contains($"helper is announced at {helper.Address}:", found["peer-blocked"].Sentence, StringComparison.Ordinal);
        Assert.Contains("ufw allow 6374/tcp", found["peer-blocked"].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_without_the_compiler_is_named_with_the_package()
    {
        await using var lab = await StartLabAsync();
        var helper = await lab.AddMachineAsync("helper", Cancel);
        var path = Path.Combine(helper.Folder, "bin");
        Directory.CreateDirectory(path);
        Assert.SkipUnless(File.Exists("/usr/bin/clang"), "clang is not here");
        foreach (var (name, target) in new[] { ("cc", "clang"), ("ld", "ld"), ("setsid", "setsid") }) File.CreateSymbolicLink(Path.Combine(path, name), $"/usr/bin/{target}");
        helper.Environment["PATH"] = path;
        await lab.AddNodeAsync(helper, Plain, Cancel);
        var node = await lab.AddNodeAsync("client", Plain, Cancel);
        await Poll.UntilAsync("the nodes to see each other", Limit, async () => (await node.StatusAsync(Cancel)).Ready.Any(), Cancel);

        var found = await FindAsync(node);

        Assert.Equal(["no-compiler"], found.Keys);
        Assert.Contains("helper has none for this target", found["no-compiler"].Sentence, StringComparison.Ordinal);
        Assert.Matches("on helper: Debian, Ubuntu, Raspberry Pi OS: `apt install gcc-[0-9]+ g\\+\\+-[0-9]+`", found["no-compiler"].Remedy);
    }

    private static async Task SetUpAsync(Machine machine, string script) => (await machine.ExecAsync(Limit, Cancel, "sh", "-c", script)).OrThrow("set-up");

    /// <summary>What is not mere information.</summary>
    private static async Task<Dictionary<string, (string Sentence, string Remedy)>> FindAsync(MeshNode node)
    {
        var said = await node.MeshAsync(Cancel, "doctor", "--json");
        Assert.Equal(110, said.ExitCode);
        using var json = JsonDocument.Parse(said.Out);
        return json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("severity").GetString() != "information")
            .ToDictionary(finding => finding.GetProperty("id").GetString()!, finding => (finding.GetProperty("sentence").GetString()!, finding.GetProperty("remedy").GetString()!));
    }
}
