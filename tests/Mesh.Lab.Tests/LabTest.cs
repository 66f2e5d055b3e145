namespace Mesh.Lab.Tests;

/// <summary>A test that needs a lab, and skips itself with the reason where this machine cannot hold one.</summary>
public abstract class LabTest
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Takes what time there is (tests/lab-slow.sh).</summary>
    protected static bool IsSlow => Environment.GetEnvironmentVariable("MESH_LAB_SLOW") is { Length: > 0 };

    internal static async Task<T> OrSkipAsync<T>(Task<T> start)
    {
        try
        {
            return await start;
        }
        catch (LabUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    internal static Task<Lab> StartLabAsync() => OrSkipAsync(Lab.StartAsync(Cancel));
}
