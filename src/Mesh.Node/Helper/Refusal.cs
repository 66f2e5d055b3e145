using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>Why a job is not compiled here, for the client and the log.</summary>
internal sealed record Refusal(RefusalReason Reason, string Detail, TimeSpan RetryAfter = default);
