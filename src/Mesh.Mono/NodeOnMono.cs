using System.Runtime.InteropServices;
using Mesh.Node;
using Microsoft.Extensions.Logging;

namespace Mesh.Running;

/// <summary>
/// A node that gives back what its start took and idling does not need: the collector's half empty blocks, and the C library's free pages,
/// which Mono's compiler has used on every thread that started something. Neither is done for a process that then has little to do.
/// </summary>
internal static class NodeOnMono
{
    /// <summary>By then the neighbours are greeted, which is the last that a start has to compile.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Runs a <see cref="Mesh.Node.Node"/>.</summary>
    public static async Task RunAsync(NodeOptions options, ILoggerFactory logs, string handsSource, Action<NodeReady> ready, CancellationToken stop)
    {
        using var settled = new Timer(_ => GiveBack());
        await Mesh.Node.Node.RunAsync(options, logs, handsSource, Ready, stop).ConfigureAwait(false);

        void Ready(NodeReady told)
        {
            ready(told);
            settled.Change(Settling, Timeout.InfiniteTimeSpan);
        }
    }

    private static void GiveBack()
    {
        GC.Collect();
        try
        {
            TrimHeaps(IntPtr.Zero);
        }
        catch (EntryPointNotFoundException)
        {
            // malloc_trim(3) is glibc's alone.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int TrimHeaps(IntPtr pad);
}
