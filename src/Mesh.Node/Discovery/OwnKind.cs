namespace Mesh.Node.Discovery;

/// <summary>What a node has to say on a link, in the pieces in which it is asked for and sent.</summary>
internal enum OwnKind
{
    /// <summary>"There is such a service here": shared with every other node.</summary>
    TypePointer,

    /// <summary>"I am one of them": one of a shared set.</summary>
    InstancePointer,

    Service,
    Text,

    /// <summary>All A and AAAA records of the host, always together.</summary>
    Addresses,
}
