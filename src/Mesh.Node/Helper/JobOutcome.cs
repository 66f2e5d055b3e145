namespace Mesh.Node.Helper;

/// <summary>How a job ended here.</summary>
internal abstract record JobOutcome
{
    /// <summary>The client did not wait for the compiler.</summary>
    public static readonly JobOutcome HungUp = new Cancelled("the client hung up or cancelled");

    private JobOutcome()
    {
    }

    /// <summary>The compiler's answer, good or bad, is with the client.</summary>
    internal sealed record Answered(int ExitCode, TimeSpan Wall, long SourceBytes, long OutputBytes) : JobOutcome;

    /// <summary>The client is told that it must go elsewhere.</summary>
    internal sealed record Refused(Refusal Refusal) : JobOutcome;

    /// <summary>The client wants it no more: it said so, or hung up. Nobody's failure.</summary>
    internal sealed record Cancelled(string Why) : JobOutcome;

    /// <summary>This node wants it no more, and the client does not know what became of it: the connection cannot be used again.</summary>
    internal sealed record Abandoned(string Why) : JobOutcome;
}
