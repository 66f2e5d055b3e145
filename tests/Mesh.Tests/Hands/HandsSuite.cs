using Mesh.Testing;

namespace Mesh.Tests.Hands;

/// <summary>Tests that every implementation of the hands must pass; which one, a derived class says.</summary>
public abstract class HandsSuite : IAsyncLifetime
{
    private HandsKit? _kit;

    private protected HandsKit Kit => _kit!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await BuildAsync();

    public ValueTask DisposeAsync()
    {
        _kit?.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    private protected abstract Task<HandsKit> BuildAsync();

    /// <summary>What probe.c's "flood" and "fill" print: numbered lines of 32 bytes.</summary>
    private protected static void AssertFlood(string text, int bytes)
    {
        Assert.Equal(bytes, text.Length);
        for (var i = 0; i < bytes / 32; i += 1009) Assert.Equal(i, int.Parse(text.AsSpan(i * 32, 31)));
        Assert.Equal(bytes / 32 - 1, int.Parse(text.AsSpan(bytes - 32, 31)));
    }

    /// <summary>The processes that have announced themselves in the file, once there are so many.</summary>
    private protected static async Task<int[]> PidsAsync(string file, int count)
    {
        await Eventually.HoldsAsync(() => File.Exists(file) && File.ReadAllText(file).Count(c => c == '\n') >= count, Cancel);
        return [.. (await File.ReadAllLinesAsync(file, Cancel)).Select(int.Parse)];
    }

    // A killed orphan stays a zombie where nothing reaps as init does (containers).
    private protected static bool IsGone(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(' ')[2] == "Z";
        }
        catch (IOException)
        {
            return true;
        }
    }
}
