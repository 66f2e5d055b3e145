namespace Mesh.Node.Helper;

/// <summary>The client hung up, or takes nothing any more, while it was being answered.</summary>
internal sealed class ClientLostException(Exception cause) : Exception(cause.Message, cause);
