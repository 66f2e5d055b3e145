using System.Diagnostics;
using Mesh.Hands;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>hands.c where the system has no process left to give. Its twin's runtime ends itself there, for want of a thread.</summary>
public sealed class HandsShortageTests : HandsSuite
{
    /// <summary>A user who owns no process: the limit on processes binds neither root nor anybody with as many to spare.</summary>
    private const int LonelyUser = 61234;

    private protected override Task<HandsKit> BuildAsync() => HandsKit.NativeAsync("-O2", "-static");

    [Fact]
    public async Task Where_no_process_can_be_started_a_holding_exec_becomes_the_compiler()
    {
        Assert.SkipUnless(Libc.geteuid() == 0 && File.Exists("/usr/bin/setpriv"), "only root can be another user");
        foreach (var directory in new[] { Path.GetDirectoryName(Kit.Work)!, Kit.Work }) File.SetUnixFileMode(directory, (UnixFileMode)0x1ED);
        var started = new TaskCompletionSource<RunningHands>();
        using var brain = Kit.Brain(async talk =>
        {
            await ForbidProcessesAsync((await started.Task.WaitAsync(talk.Stop)).Pid);
            await talk.SayAsync(Exec.AsTyped(hold: true));
            Assert.True(await talk.HearEndAsync());
        });
        var call = Kit.Start(new HandsStart
        {
            Arguments = ["say", "compiled", "warned"],
            Prelude = $"set -- --reuid={LonelyUser} --regid={LonelyUser} --clear-groups -- \"$f\" \"$@\"; f=/usr/bin/setpriv",
        });
        started.SetResult(call);
        Assert.Equal(new HandsEnd(0, 0, "compiled", "warned"), await call.EndAsync(Cancel));
        await brain.FinishAsync();
    }

    // By that user: where root is confined to a container it may not limit others.
    private static async Task ForbidProcessesAsync(int pid)
    {
        using var set = Process.Start("setpriv", [$"--reuid={LonelyUser}", $"--regid={LonelyUser}", "--clear-groups", "prlimit", $"--pid={pid}", "--nproc=1"]);
        await set.WaitForExitAsync(Cancel);
        Assert.Equal(0, set.ExitCode);
    }
}
