namespace Mesh.Node.Dispatch;

/// <summary>A slot that is held; disposing gives it back, once.</summary>
internal sealed class SlotLease(Action? release) : IDisposable
{
    private Action? _release = release;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
