using System.Diagnostics;
using System.Text;
using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.Processes;

public sealed class ChildProcessTests
{
    private static readonly ChildLimits Patient = new(TimeSpan.FromSeconds(30), KeptBytes: 1024);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exit_code_and_both_outputs_come_back()
    {
        var result = await RunShell("echo out; echo err >&2; exit 7");

        var exited = Assert.IsType<ChildResult.Exited>(result);
        Assert.Equal((7, 0), (exited.Code, exited.Signal));
        Assert.Equal("out\n", Encoding.UTF8.GetString(exited.Stdout));
        Assert.Equal("err\n", Encoding.UTF8.GetString(exited.Stderr));
    }

    [Fact]
    public async Task Arguments_arrive_as_they_were_given()
    {
        string[] odd = ["", " ", "a b", "\"", "'", "\\", "$HOME", "*", "é", "a\nb", "\\\"", "-x"];

        var exited = Assert.IsType<ChildResult.Exited>(await ChildProcess.RunAsync(
            new ChildCommand("/bin/sh", ["-c", "printf '%s|' \"$@\"", "sh", .. odd]), Patient, Cancel));

        Assert.Equal(string.Join("|", odd) + "|", Encoding.UTF8.GetString(exited.Stdout));
    }

    [Fact]
    public async Task Death_by_signal_is_told_apart()
    {
        var exited = Assert.IsType<ChildResult.Exited>(await RunShell("kill -SEGV $$"));

        Assert.Equal(11, exited.Signal);
    }

    [Fact]
    public async Task A_flood_is_drained_and_only_its_beginning_kept()
    {
        var exited = Assert.IsType<ChildResult.Exited>(await RunShell("head -c 3000000 /dev/zero | tr '\\0' x; head -c 3000000 /dev/zero >&2; exit 3"));

        Assert.Equal(3, exited.Code);
        Assert.Equal(Patient.KeptBytes, exited.Stdout.Length);
        Assert.All(exited.Stdout, value => Assert.Equal((byte)'x', value));
        Assert.Equal(Patient.KeptBytes, exited.Stderr.Length);
    }

    [Fact]
    public async Task Our_deadline_is_not_the_callers_wish()
    {
        var clock = Stopwatch.StartNew();
        var result = await ChildProcess.RunAsync(Shell("sleep 60"), new ChildLimits(TimeSpan.FromMilliseconds(200), 1024), Cancel);

        Assert.IsType<ChildResult.TimedOut>(result);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_callers_wish_cancels()
    {
        using var wish = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChildProcess.RunAsync(Shell("sleep 60"), Patient, wish.Token));
    }

    [Fact]
    public async Task A_missing_program_failed_to_start()
    {
        Assert.IsType<ChildResult.FailedToStart>(await ChildProcess.RunAsync(new ChildCommand("/nowhere/gcc", []), Patient, Cancel));
    }

    [Fact]
    public async Task An_orphan_neither_delays_the_answer_nor_survives_it()
    {
        var exited = Assert.IsType<ChildResult.Exited>(await RunShell("sleep 300 & echo $!"));

        var orphan = int.Parse(Encoding.UTF8.GetString(exited.Stdout));
        await Eventually.HoldsAsync(() => !IsAlive(orphan), Cancel);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(128, 0)]
    [InlineData(137, 9)]
    [InlineData(139, 11)]
    [InlineData(192, 64)]
    [InlineData(193, 0)]
    [InlineData(255, 0)]
    public void A_code_above_128_names_a_signal(int code, int signal) => Assert.Equal(new ChildExit(code, signal), ChildExit.FromRuntime(code));

    internal static bool IsAlive(int pid)
    {
        try
        {
            // A zombie that nobody reaps is as good as gone; in /proc/PID/stat its state follows the name's closing bracket.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ChildCommand Shell(string script) => new("/bin/sh", ["-c", script]);

    private static Task<ChildResult> RunShell(string script) => ChildProcess.RunAsync(Shell(script), Patient, Cancel);
}
