using System.Diagnostics;

namespace Mesh.Lab.Tests;

/// <summary>The lab itself, without a mesh: what the other tests' machines are.</summary>
public sealed class LabTests : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Machines_have_names_processes_and_folders_of_their_own()
    {
        await using var lab = await StartLabAsync();
        var first = await lab.AddMachineAsync("first", Cancel);
        var second = await lab.AddMachineAsync("second", Cancel);

        Assert.Equal("first\n", (await first.ExecAsync(Limit, Cancel, "hostname")).Out);
        await first.ExecAsync(Limit, Cancel, "touch", $"{first.Folder}/mine", $"{Machine.WorkFolder}/work");
        Assert.True(File.Exists($"{first.Folder}/mine"));
        Assert.True(File.Exists($"{first.WorkOutside}/work"));
        Assert.Equal("second\n", (await second.ExecAsync(Limit, Cancel, "ls", lab.Folder)).Out);
        Assert.Equal("", (await second.ExecAsync(Limit, Cancel, "ls", Machine.WorkFolder)).Out);

        await using var sleeper = first.Run(first.Folder, "sleep", "100");
        await Poll.UntilAsync("the program to run", Limit, () => first.Processes().Any(p => p.Command == "sleep 100"), Cancel);
        Assert.Empty(second.Processes());
        sleeper.Send(Signal.Kill);
        Assert.Equal(9, await sleeper.WaitAsync(Limit, Cancel));
        await Poll.UntilAsync("nothing to run", Limit, () => first.Processes().Count == 0, Cancel);
    }

    [Fact]
    public async Task A_stopped_program_keeps_neither_the_machine_nor_the_lab_from_ending()
    {
        await using var lab = await StartLabAsync();
        var machine = await lab.AddMachineAsync("one", Cancel);
        var sleeper = machine.Run(machine.Folder, "sleep", "100");
        await Poll.UntilAsync("the program to run", Limit, () => machine.Processes().Any(p => p.Command == "sleep 100"), Cancel);
        sleeper.Send(Signal.Stop);
    }

    [Fact]
    public async Task An_orphan_is_still_seen()
    {
        await using var lab = await StartLabAsync();
        var machine = await lab.AddMachineAsync("one", Cancel);
        await machine.ExecAsync(Limit, Cancel, "sh", "-c", "sleep 100 >/dev/null 2>&1 &");
        // Between fork and exec it has other names.
        await Poll.UntilAsync("the orphan to be seen", Limit, () => machine.Processes() is [{ Command: "sleep 100" }], Cancel);
    }

    [Fact]
    public async Task Multicast_crosses_the_cable_until_it_is_cut()
    {
        await using var lab = await StartLabAsync();
        var speaker = await OrSkipAsync(lab.AddAvahiAsync("speaker", Cancel));
        var hearer = await lab.AddAvahiAsync("hearer", Cancel);
        await using var first = speaker.Publish("first", "_lab._tcp", 1234);
        await SeenAsync("first");

        await speaker.Machine.CutLinkAsync(Cancel);
        await using var second = speaker.Publish("second", "_lab._tcp", 1235);
        await second.Errors.WaitForAsync(line => line.Contains("Established", StringComparison.Ordinal), Cancel);
        Assert.DoesNotContain("second", (await hearer.BrowseAsync("_lab._tcp", Cancel)).Out, StringComparison.Ordinal);

        await speaker.Machine.RestoreLinkAsync(Cancel);
        await SeenAsync("second");

        Task<TimeSpan> SeenAsync(string name) => Poll.UntilAsync(name, Limit,
            async () => (await hearer.BrowseAsync("_lab._tcp", Cancel)).Out.Contains($"{name};_lab._tcp;local;speaker.local;{speaker.Machine.Address};", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task A_capped_machine_is_slow_and_its_time_is_counted()
    {
        await using var lab = await StartLabAsync();
        var machine = await OrSkipAsync(lab.AddMachineAsync("slow", new MachineOptions { Cores = 0.2 }, Cancel));
        var before = machine.CpuTime();
        var work = await machine.ExecAsync(Limit, Cancel, "sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");
        var used = machine.CpuTime() - before;
        Assert.True(used > TimeSpan.FromMilliseconds(50), $"used {used}");
        Assert.True(work.Elapsed > 3 * used, $"{work.Elapsed} for {used} of CPU time");
    }

    [Fact]
    public async Task A_small_disk_fills_up()
    {
        await using var lab = await StartLabAsync();
        var machine = await lab.AddMachineAsync("one", Cancel);
        await machine.MountSmallDiskAsync($"{machine.Folder}/disk", 64, Cancel);
        var result = await machine.ExecAsync(Limit, Cancel, "dd", "if=/dev/zero", $"of={machine.Folder}/disk/file", "bs=1k", "count=100");
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_lab_leaves_no_process_and_the_next_one_sweeps_its_folder()
    {
        await using (await StartLabAsync())
        {
        }
        using var other = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Mesh.Lab"), ["up", "1", "--bare"]) { RedirectStandardOutput = true })!;
        while (await other.StandardOutput.ReadLineAsync(Cancel) is { } line && !line.Contains("tests/lab down", StringComparison.Ordinal))
        {
        }
        var folder = Path.Combine(Lab.Home, $"{Lab.Prefix}{other.Id}.1");
        Assert.True(Directory.Exists(folder));
        Assert.NotEmpty(ProcessesNaming(folder));

        other.Kill();
        await other.WaitForExitAsync(Cancel);
        await Poll.UntilAsync("its processes to end", Limit, () => !ProcessesNaming(folder).Any(), Cancel);
        Assert.Contains(folder, Leftovers.Sweep());
        Assert.False(Directory.Exists(folder));
    }

    private static IEnumerable<string> ProcessesNaming(string folder) =>
        Process.GetProcesses().Select(process => CommandOf(process.Id)).Where(command => command.Contains(folder, StringComparison.Ordinal));

    private static string CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";   // it ended meanwhile
        }
    }
}
