namespace Mesh.Node.Control;

/// <summary>Another node serves this socket already.</summary>
internal sealed class SocketInUseException(string path)
    : IOException($"another mesh node already serves {path}; stop it with `mesh leave --socket {path}`, or give this one its own --socket and --state-dir")
{
    public string Path => path;
}
