namespace Mesh.Node.Dispatch;

/// <summary>A slot that is held; disposing gives it back, once.</summary>
internal sealed class SlotLease(SemaphoreSlim? gate) : IDisposable
{
    private SemaphoreSlim? _gate = gate;

    public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
}
