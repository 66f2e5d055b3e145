using System.Text;
using Mesh.Node.Processes;
using Mesh.Node.Sandbox;
using Mesh.Node.Tests.Helper;
using Mesh.Testing;

namespace Mesh.Node.Tests.Sandbox;

public sealed class SandboxTests : IDisposable
{
    private static readonly ChildLimits Patient = new(TimeSpan.FromSeconds(30), 4096);

    private readonly TempDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_outputs_are_files_in_the_directory_and_the_code_is_the_childs(bool isolated)
    {
        var sandbox = await MakeAsync(isolated);

        var exit = await RunAsync(sandbox, "pwd; echo err >&2; cat; exit 7");

        Assert.Equal(7, exit.Code);
        Assert.Equal(_directory.Path + "\n", File.ReadAllText(_directory.File("stdout")));
        Assert.Equal("err\n", File.ReadAllText(_directory.File("stderr")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Death_by_signal_passes_through(bool isolated) =>
        Assert.Equal(9, (await RunAsync(await MakeAsync(isolated), "kill -KILL $$")).Signal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Limits_hold(bool isolated)
    {
        var sandbox = await MakeAsync(isolated, new JobLimits { FileBytes = 8192, CpuSeconds = 3, AddressSpaceBytes = 1L << 30 });

        await RunAsync(sandbox, "ulimit -f; ulimit -t; ulimit -v; nice");

        // ulimit -f counts in blocks of 512 bytes, -v in KiB.
        Assert.Equal("16\n3\n1048576\n5\n", File.ReadAllText(_directory.File("stdout")));
    }

    [Fact]
    public async Task Limits_leave_nothing_else_to_write_and_no_secret_to_read()
    {
        Assert.SkipUnless(await Workshop.HasLandlockAsync(), "this kernel has no Landlock");
        var sandbox = await MakeAsync(isolated: false);
        using var elsewhere = new TempDirectory();
        elsewhere.Write("secret", "");

        await RunAsync(
            sandbox,
            $"""
            : > inside && echo inside
            echo quiet > /dev/null && echo null
            (: < {elsewhere.Path}/secret) 2>/dev/null && echo read
            (: > {elsewhere.Path}/new) 2>/dev/null && echo wrote
            (: > /usr/mesh-escape) 2>/dev/null && echo wrote
            (: < /etc/passwd) 2>/dev/null && echo passwd
            (: < /proc/self/environ) 2>/dev/null && echo proc
            true
            """);

        Assert.Equal("inside\nnull\n", File.ReadAllText(_directory.File("stdout")));
    }

    [Fact]
    public async Task In_bubblewrap_there_is_no_network_no_home_and_nothing_to_write_to()
    {
        var sandbox = await MakeAsync(isolated: true);
        File.WriteAllText("/tmp/mesh-sandbox-test", "");

        await RunAsync(
            sandbox,
            """
            : > inside && echo inside
            ls -A /tmp | grep -v "$(basename $PWD)"
            for d in /root /home /var /srv; do test -e $d && echo $d; done
            (: > /usr/mesh-escape) 2>/dev/null && echo wrote
            test -e /etc/shadow && echo shadow
            grep -v lo: /proc/net/dev | grep :
            ls /proc | grep -c '^[0-9]'
            true
            """);

        File.Delete("/tmp/mesh-sandbox-test");
        var lines = File.ReadAllLines(_directory.File("stdout"));
        Assert.Equal("inside", lines[0]);
        Assert.Equal(2, lines.Length);
        Assert.InRange(int.Parse(lines[1]), 1, 8);
        Assert.False(File.Exists("/usr/mesh-escape"));
    }

    [Fact]
    public async Task A_child_that_leaves_its_group_ends_with_bubblewrap()
    {
        var sandbox = await MakeAsync(isolated: true);
        var mark = $"{3000 + Environment.ProcessId}.5";

        await RunAsync(sandbox, $"setsid sleep {mark} & sleep 0.2");

        await Eventually.HoldsAsync(() => !IsRunning(mark), Cancel);
    }

    private static bool IsRunning(string mark) => Directory.GetDirectories("/proc").Any(process =>
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out _) && File.ReadAllText($"{process}/cmdline") == $"sleep\0{mark}\0";
        }
        catch (IOException)
        {
            return false;
        }
    });

    private async Task<ISandbox> MakeAsync(bool isolated, JobLimits? limits = null)
    {
        var sandbox = await SandboxChoice.MakeAsync(isolated, await Workshop.LauncherAsync(), limits ?? new JobLimits(), _directory.Path, Cancel);
        Assert.SkipWhen(sandbox is null, "bubblewrap does not work on this machine");
        return sandbox;
    }

    private async Task<(int Code, int Signal)> RunAsync(ISandbox sandbox, string script)
    {
        var result = await ChildProcess.RunAsync(sandbox.Confine(new ChildCommand("/bin/sh", ["-c", script]), _directory.Path), Patient, Cancel);
        var exited = Assert.IsType<ChildResult.Exited>(result);
        Assert.Equal("", Encoding.UTF8.GetString(exited.Stderr));
        return (exited.Code, exited.Signal);
    }
}
