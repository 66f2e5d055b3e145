namespace Mesh.Node.Processes;

/// <summary>What a child may take: time on the wall, and bytes of its output that we keep (the rest is read and dropped).</summary>
internal sealed record ChildLimits(TimeSpan WallClock, int KeptBytes)
{
    /// <summary>For questions to a compiler (<c>-v</c> and the like): they take milliseconds and print a few kilobytes.</summary>
    public static ChildLimits Question { get; } = new(TimeSpan.FromSeconds(10), KeptBytes: 256 * 1024);
}
