using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>A place for one job at a peer; disposing gives it back, once.</summary>
internal sealed class Place(Peer peer, Action release) : IDisposable
{
    private Action? _release = release;

    public Peer Peer => peer;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
