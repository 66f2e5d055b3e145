namespace Mesh.Node.Dispatch;

/// <summary>
/// How long a client waits for a result after it has sent the source. A hung compiler at a living helper shows by nothing else. To be too early
/// costs a compile, to be too late costs the user's time: so it follows what is known of the work.
/// </summary>
internal static class ResultPatience
{
    /// <summary>A helper gives a compiler 10 minutes, and each job before it in its queue too; one that needs longer lost the job.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);

    /// <summary>A fast machine compiles a preprocessed mebibyte of heavy C++ in ten seconds, an old one in some minutes, and it waits for its slot.</summary>
    private static readonly TimeSpan PerMebibyte = TimeSpan.FromMinutes(1);

    /// <summary>Of its longest job: this one may be longer still, and wait for another such.</summary>
    private const int LongestJobs = 4;

    public static TimeSpan For(long sourceBytes, TimeSpan longestJob)
    {
        var patience = Least + TimeSpan.FromSeconds((PerMebibyte.TotalSeconds * sourceBytes / (1 << 20)) + (LongestJobs * longestJob.TotalSeconds));
        return patience < Most ? patience : Most;
    }
}
