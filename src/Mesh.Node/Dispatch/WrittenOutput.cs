using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>A build output that is to be written.</summary>
/// <param name="Way">What the caller's compiler does with a file that is there already.</param>
internal sealed record WrittenOutput(string Path, Replacement Way, ReadOnlyMemory<byte> Bytes);
