using Mesh.Lab.Roots;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>
/// What the mesh was made for: on a Raspberry Pi a kernel's Makefile calls plain gcc, and the helper has a gcc of its own besides the cross
/// compiler. Not one object may be the helper's own. Under an emulator, so for tests/lab-slow.sh.
/// </summary>
public sealed class ForeignKernelTests : LabTest
{
    private const double MostOf = 0.9;

    [Fact]
    public async Task A_kernel_compiled_with_plain_gcc_has_never_one_x86_64_object()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("MESH_LAB_SLOW") is { Length: > 0 }, "under an emulator: tests/lab-slow.sh foreign");
        var subset = await OrSkipAsync(KernelSubset.FetchAsync(Cancel));
        await using var pair = await OrSkipAsync(ForeignPair.StartAsync(DebianRoot.Armhf, [.. ToolFolder.NativeOnly, .. ToolFolder.Cross("arm-linux-gnueabihf")], Cancel));
        var tree = Path.Combine(pair.Client.Machine.WorkOutside, "linux");
        (await HostCommand.RunAsync(Cancel, "cp", "-a", subset, tree)).OrThrow("cp");
        var commands = File.ReadAllLines(Path.Combine(tree, "commands"));

        // As make -j4 does: each line by a shell of its own.
        var built = await pair.Client.Machine.ExecInAsync($"{Machine.WorkFolder}/linux", ForeignPair.BuildLimit, Cancel, "sh", "-c", "xargs -P 4 -d '\\n' -n 1 sh -c < commands");

        var status = await pair.Client.StatusAsync(Cancel);
        TestContext.Current.SendDiagnosticMessage(
            $"{commands.Length} commands: {status.Totals}, {built.Elapsed.TotalSeconds:0.0} s; {string.Join(' ', status.LocalReasons.Select(r => $"{r.Key}={r.Value}"))}");
        built.OrThrow("the commands");
        var objects = Directory.EnumerateFiles(tree, "*.o", SearchOption.AllDirectories).ToList();
        Assert.Equal(commands.Length, objects.Count);
        var said = (await HostCommand.RunAsync(Cancel, ["readelf", "-h", .. objects])).OrThrow("readelf").Out;
        Assert.Equal(objects.Count, said.Split('\n').Count(line => line.Contains("Machine:", StringComparison.Ordinal) && line.TrimEnd().EndsWith(" ARM", StringComparison.Ordinal)));
        Assert.True(status.Totals.Remote >= MostOf * commands.Length, $"{status.Totals} of {commands.Length}\n{pair.Client.Process.Errors.Text}");
    }
}
