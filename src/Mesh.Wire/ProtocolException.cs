namespace Mesh.Wire;

/// <summary>The other side broke the rules of a protocol: close the connection, mark the peer, carry on.</summary>
internal sealed class ProtocolException : Exception
{
    public ProtocolException(string message) : base(message)
    {
    }

    public ProtocolException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
