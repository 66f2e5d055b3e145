namespace Mesh.Node.Control;

/// <summary>A process of this machine that connected to the socket.</summary>
/// <param name="UserId">Whose it is, as the kernel says.</param>
/// <param name="OwnerId">Whose this node is.</param>
internal sealed record LocalCaller(Stream Stream, uint UserId, uint OwnerId)
{
    /// <summary>The socket of root's node is open to every user, for compiles; to end it is root's affair.</summary>
    public bool MayStopThisNode => UserId == 0 || UserId == OwnerId;
}
