namespace Mesh.Wire;

/// <summary>The other side broke the rules of the protocol: close the connection, mark the peer, carry on.</summary>
internal sealed class ProtocolException : Exception
{
    public ProtocolException(string message)
        : base(message)
    {
    }

    public ProtocolException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
