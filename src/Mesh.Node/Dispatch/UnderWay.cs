using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>What is being found out in the background: for each key once at a time. Work that fails for no reason that it knows itself is a bug: logged, and over.</summary>
/// <param name="patience">See <see cref="Awaited"/>.</param>
internal sealed class UnderWay<TKey>(TimeSpan patience, ILogger logger)
    where TKey : notnull
{
    // Lazy: of two callers at the same moment only one may start it.
    private readonly ConcurrentDictionary<TKey, Lazy<Awaited>> _open = new();

    /// <summary>The work for that key, which may have been started by another.</summary>
    public Awaited Start(TKey key, Func<Task> work) =>
        _open.GetOrAdd(key, _ => new Lazy<Awaited>(() => Awaited.Start(() => RunAsync(key, work), patience))).Value;

    private async Task RunAsync(TKey key, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.BackgroundWorkFailed(e);
        }
        finally
        {
            _open.TryRemove(key, out _);
        }
    }
}
