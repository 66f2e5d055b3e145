namespace Mesh.Node.Helper;

/// <summary>One accepted job's place in the house; disposing gives it back.</summary>
internal sealed class JobTicket(AdmissionGate gate, string client) : IDisposable
{
    private int _left;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0) gate.Leave(client);
    }
}
