using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Discovery;

/// <summary>A network interface on which mesh speaks. IPv4 and IPv6 of one interface are one link with one set of names.</summary>
internal sealed record Link(int Index, string Name, IReadOnlyList<IPAddress> Addresses)
{
    public bool Has(AddressFamily family) => Of(family).Any();

    public IEnumerable<IPAddress> Of(AddressFamily family) => Addresses.Where(address => address.AddressFamily == family);

    public bool Equals(Link? other) => other is not null && Index == other.Index && Name == other.Name && Addresses.SequenceEqual(other.Addresses);

    public override int GetHashCode() => Index;
}
