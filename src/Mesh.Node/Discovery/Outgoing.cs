using System.Net;
using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>A message to multicast on a link; or, with an address, the answer to one plain resolver there.</summary>
internal sealed record Outgoing(Link Link, DnsMessage Message, IPEndPoint? To = null);
