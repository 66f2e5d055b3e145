namespace Mesh.Node.Discovery;

/// <summary>One compiler in an <see cref="Advertisement"/>: "arm-linux-gnueabihf", "gcc", "12.2.0".</summary>
internal sealed record AdvertisedTarget(string Triplet, string Compiler, string Version);
