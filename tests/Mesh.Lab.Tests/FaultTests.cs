namespace Mesh.Lab.Tests;

/// <summary>Disks that are full or may not be written to: a failure is the local compiler's own, and a helper's trouble is nobody else's.</summary>
public sealed class FaultTests(OneMesh one) : LabTest, IClassFixture<OneMesh>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // An object of about a megabyte.
    private const string BigSource = "char big[1 << 20] = { 1 };\n";

    [Fact]
    public async Task A_full_disk_under_the_output_fails_as_it_does_locally()
    {
        var client = one.Mesh.Client;
        await client.Machine.MountSmallDiskAsync("/mnt", 64, Cancel);
        try
        {
            var bare = await CompileAsync(Machine.SystemPath);
            var meshed = await CompileAsync(client.Machine.Environment["PATH"]);
            Assert.NotEqual(0, bare.Result.ExitCode);
            Assert.Equal(bare.Result.Error, meshed.Result.Error);
            Assert.Equal(bare.Result.ExitCode, meshed.Result.ExitCode);
            Assert.Equal(bare.Left, meshed.Left);
        }
        finally
        {
            await client.ExecAsync(Limit, CancellationToken.None, "umount", "/mnt");
        }

        async Task<(CommandResult Result, string Left)> CompileAsync(string path)
        {
            // Messages name gcc's temporary files, which differ from run to run.
            var run = await CommandCase.RunAsync(client, path, Prepare, "gcc -pipe -c big.c -o /mnt/big.o", Cancel);
            return (run.Result, (await client.ExecAsync(Limit, Cancel, "ls", "-A", "/mnt")).Out);
        }
    }

    [Fact]
    public async Task A_read_only_output_folder_fails_as_it_does_locally()
    {
        var client = one.Mesh.Client;
        (await client.ExecAsync(Limit, Cancel, "mount", "-t", "tmpfs", "-o", "ro", "tmpfs", "/mnt")).OrThrow("mount");
        try
        {
            // Not with -pipe: the assembler ends at once, and whether cc1 then remarks on its broken pipe is chance.
            var bare = await CommandCase.RunAsync(client, Machine.SystemPath, Prepare, "gcc -c big.c -o /mnt/big.o", Cancel);
            var meshed = await CommandCase.RunAsync(client, client.Machine.Environment["PATH"], Prepare, "gcc -c big.c -o /mnt/big.o", Cancel);
            Assert.NotEqual(0, bare.Result.ExitCode);
            Assert.Equal(bare.Result.Error, meshed.Result.Error);
            Assert.Equal(bare.Result.ExitCode, meshed.Result.ExitCode);
        }
        finally
        {
            await client.ExecAsync(Limit, CancellationToken.None, "umount", "/mnt");
        }
    }

    [Fact]
    public async Task A_helper_with_a_full_disk_harms_nobody()
    {
        await using var lab = await StartLabAsync();
        var client = await lab.AddNodeAsync("client", Cancel);
        var machine = await lab.AddMachineAsync("helper", Cancel);
        string[] folders = [$"{machine.Folder}/tmp", Machine.StateFolder];
        foreach (var folder in folders) await machine.MountSmallDiskAsync(folder, 512, Cancel);
        var helper = await lab.AddNodeAsync(machine, new MeshNodeOptions { Wrap = false }, Cancel);
        await Poll.UntilAsync("the client to see the helper", Limit, async () => (await client.StatusAsync(Cancel)).Ready.Any(), Cancel);
        (await client.ExecAsync(Limit, Cancel, "sh", "-c", "cd /srv && echo 'int x;' > row.c && gcc -c row.c")).OrThrow("a compile at the helper");
        Assert.Equal(1, (await client.StatusAsync(Cancel)).Totals.Remote);
        foreach (var folder in folders)
        {
            await machine.ExecAsync(Limit, Cancel, "dd", "if=/dev/zero", $"of={folder}/full", "bs=1k");
        }

        var bare = await CommandCase.RunAsync(client, Machine.SystemPath, Prepare, "gcc -c big.c && gcc -c small.c", Cancel);
        var meshed = await CommandCase.RunAsync(client, client.Machine.Environment["PATH"], Prepare, "gcc -c big.c && gcc -c small.c", Cancel);
        Assert.Equal(0, meshed.Result.ExitCode);
        Assert.Equal("", meshed.Result.Error);
        Assert.Equal(bare.Files, meshed.Files);
        Assert.False(helper.Process.HasExited);

        // Three are compiled for nothing there, one more when it is tried again; else it is left alone.
        (await client.ExecAsync(Limit, Cancel, "sh", "-c", "cd /srv && for i in 1 2 3 4 5 6 7 8; do gcc -c row.c -o row$i.o || exit 1; done")).OrThrow("a row of compiles");
        var status = await client.StatusAsync(Cancel);
        Assert.True(status.LocalReasons.GetValueOrDefault("peers-failing") >= 5, string.Join(" ", status.LocalReasons));
    }

    private static void Prepare(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "big.c"), BigSource);
        File.WriteAllText(Path.Combine(folder, "small.c"), "int x;\n");
    }
}
