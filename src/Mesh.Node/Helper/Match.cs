using Mesh.Node.Toolchains;

namespace Mesh.Node.Helper;

/// <summary>A compiler of this machine that makes a client's code once it is told the client's defaults.</summary>
/// <param name="Pins">Those defaults: they come before a job's own options.</param>
internal sealed record Match(Toolchain Toolchain, IReadOnlyList<string> Pins);
