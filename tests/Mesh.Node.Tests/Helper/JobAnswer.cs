using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Helper;

/// <summary>How a job was answered: refused, or with a result and its outputs.</summary>
internal sealed record JobAnswer(Refused? Refused, Result? Result, IReadOnlyList<byte[]> Outputs);
