using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>How a job at a peer ended.</summary>
internal abstract record RemoteOutcome
{
    private RemoteOutcome()
    {
    }

    /// <summary>The peer's compiler ran to its end, whatever it made of the source.</summary>
    public sealed record Compiled(Result Result, IReadOnlyList<RemoteFile> Files) : RemoteOutcome;

    public sealed record Refused(RefusalReason Reason, string Detail) : RemoteOutcome;

    /// <summary>The connection broke, or what came over it was not to be believed.</summary>
    /// <param name="Why">In words, for the log.</param>
    /// <param name="Heard">Whether the peer had answered anything; if not, an idle connection may just have been closed.</param>
    public sealed record Lost(string Why, bool Heard) : RemoteOutcome;
}

/// <summary>An output as the peer sent it, not verified yet.</summary>
internal sealed record RemoteFile(string OutputKind, ReadOnlyMemory<byte> Bytes);
