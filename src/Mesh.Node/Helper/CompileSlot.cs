namespace Mesh.Node.Helper;

/// <summary>One of this node's slots while a job's compiler works in it; disposing gives it back.</summary>
internal sealed class CompileSlot(AdmissionGate gate, long since) : IDisposable
{
    private int _given;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0) gate.GiveBack(since);
    }
}
