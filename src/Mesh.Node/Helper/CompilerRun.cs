using Mesh.Node.Processes;
using Mesh.Node.Sandbox;

namespace Mesh.Node.Helper;

/// <summary>One job's compiler, from its start (before its source has come) to the end of its process group.</summary>
internal sealed class CompilerRun : IDisposable
{
    private readonly ChildProcess _child;
    private readonly JobLimits _limits;
    private readonly TimeProvider _time;

    private CompilerRun(ChildProcess child, JobLimits limits, TimeProvider time) => (_child, _limits, _time) = (child, limits, time);

    public Stream Input => _child.Input;

    public static CompilerRun? TryStart(ISandbox sandbox, JobLimits limits, ChildCommand compiler, JobFolder folder, TimeProvider time, out string whyNot) =>
        ChildProcess.TryStart(sandbox.Confine(compiler, folder.FullPath), out whyNot) is { } child ? new CompilerRun(child, limits, time) : null;

    /// <summary>
    /// Lets the compiler work, in a slot that the caller has taken; null when the client does not stay for it. A compiler that reads its stdin reads all of it before it begins, so the end of its
    /// input is what it waits for.
    /// </summary>
    public async Task<CompilerExit?> FinishAsync(JobConversation talk, CancellationToken stop)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var work = FinishAsync(unwanted.Token);
        try
        {
            if (await talk.StaysForAsync(work, stop).ConfigureAwait(false)) return await work.ConfigureAwait(false);
            return null;
        }
        finally
        {
            unwanted.Cancel();
            await Task.WhenAny(work).ConfigureAwait(false);
        }
    }

    public void Dispose() => _child.Dispose();

    private async Task<CompilerExit> FinishAsync(CancellationToken cancel)
    {
        var started = _time.GetTimestamp();
        _child.CloseInput();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(_limits.WallClock);
        try
        {
            var exit = await _child.Exit.WaitAsync(deadline.Token).ConfigureAwait(false);
            return new CompilerExit(exit, _time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new CompilerExit(null, _limits.WallClock);
        }
        finally
        {
            // Whatever the compiler left behind must not write into the outputs that are read now.
            _child.Kill();
        }
    }
}
