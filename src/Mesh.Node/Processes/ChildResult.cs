namespace Mesh.Node.Processes;

/// <summary>What became of a child that was run to its end. A non-zero exit code is a result like any other.</summary>
internal abstract record ChildResult
{
    private ChildResult()
    {
    }

    internal sealed record Exited(int Code, int Signal, byte[] Stdout, byte[] Stderr) : ChildResult;

    internal sealed record TimedOut(TimeSpan After) : ChildResult;

    internal sealed record FailedToStart(string Why) : ChildResult;
}
