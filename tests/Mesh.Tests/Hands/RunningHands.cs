using Mesh.Hands;

namespace Mesh.Tests.Hands;

/// <summary>Hands that have been started.</summary>
internal sealed class RunningHands(int pid, Task<ChildEnd> end, Task<byte[]> stdout, Task<byte[]> stderr)
{
    public int Pid { get; } = pid;

    public void Kill(int signal) => Assert.Equal(0, Libc.kill(Pid, signal));

    public async Task<HandsEnd> EndAsync(CancellationToken cancel)
    {
        try
        {
            var ended = await end.WaitAsync(TimeSpan.FromSeconds(40), cancel);
            return new HandsEnd(ended.Code, ended.Signal, HandsEnd.Text(await stdout.WaitAsync(TimeSpan.FromSeconds(10), cancel)), HandsEnd.Text(await stderr));
        }
        finally
        {
            if (!end.IsCompleted) _ = Libc.kill(-Pid, Libc.SigKill);
        }
    }
}
