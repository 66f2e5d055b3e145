namespace Mesh.Lab.Tests;

/// <summary>A test that needs a lab, and skips itself with the reason where this machine cannot hold one.</summary>
public abstract class LabTest
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
