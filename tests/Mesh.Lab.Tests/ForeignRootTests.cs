using Mesh.Lab.Roots;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>Machines of another architecture, on which mesh runs on Mono.</summary>
public sealed class ForeignRootTests : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly MeshNodeOptions Foreign = new() { Machine = new MachineOptions { Root = DebianRoot.I386 } };

    [Fact]
    public async Task A_machine_with_a_root_runs_its_programs_and_leaves_no_mount()
    {
        var mounts = File.ReadAllText("/proc/self/mountinfo");
        await using (var lab = await StartLabAsync())
        {
            var machine = await OrSkipAsync(lab.AddMachineAsync("old", Foreign.Machine, Cancel));
            var result = (await machine.ExecInAsync(Machine.WorkFolder, Limit, Cancel, "sh", "-c", "pwd; gcc -dumpmachine; ls /usr/lib; mount")).OrThrow("sh");
            Assert.StartsWith($"{Machine.WorkFolder}\ni686-linux-gnu\n", result.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("x86_64-linux-gnu", result.Out, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(machine.WorkOutside, "seen"), "");
            (await machine.ExecInAsync(Machine.WorkFolder, Limit, Cancel, "test", "-e", "seen")).OrThrow("the work folder");
            Assert.NotEqual(0, (await machine.ExecAsync(Limit, Cancel, "touch", "/usr/written")).ExitCode);
        }
        Assert.Equal(mounts, File.ReadAllText("/proc/self/mountinfo"));
    }

    [Fact]
    public async Task Two_i386_nodes_on_Mono_build_a_real_project_together()
    {
        await using var lab = await StartLabAsync();
        var client = await OrSkipAsync(lab.AddNodeAsync("client", Foreign, Cancel));
        var helper = await lab.AddNodeAsync("helper", Foreign with { Wrap = false, Arguments = ["--slots", "4"] }, Cancel);
        await Poll.UntilAsync("the client to see the helper", Limit, async () => (await client.StatusAsync(Cancel)).Ready.Any(), Cancel);

        var project = IsSlow || !client.Machine.IsEmulated ? RealProject.Lua : RealProject.LuaPart;
        var tree = await BuildTree.CopyAsync(client.Machine, project, Cancel);
        (await client.Machine.ExecInAsync(tree.Folder, Limit, Cancel, "env", $"PATH={Machine.SystemPath}", "JOBS=4", "sh", "-c", project.Build)).OrThrow("the build without a mesh");
        var bare = await tree.ResultsAsync(Cancel);
        Assert.Equal(project.Units, bare.Count);
        tree = await BuildTree.CopyAsync(client.Machine, project, Cancel);
        (await tree.BuildAsync(jobs: 4, Limit, Cancel)).OrThrow("the build");

        Assert.Equal(bare, await tree.ResultsAsync(Cancel));
        var (done, helped) = ((await client.StatusAsync(Cancel)).Totals, (await helper.StatusAsync(Cancel)).Totals);
        TestContext.Current.SendDiagnosticMessage($"client {done}, helper {helped}");
        Assert.True(done.Remote >= 0.9 * project.Units, $"{done}");
        await client.StopAsync(Cancel);
        await helper.StopAsync(Cancel);
    }
}
