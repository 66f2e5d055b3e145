using System.Net;
using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>A message that could be read, with its bytes, which tell it from an echo.</summary>
internal sealed record Heard(MulticastSocket Socket, IPEndPoint Source, byte[] Bytes, DnsMessage Message);
