using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Facts;
using Mesh.Node.Helper;
using Mesh.Node.Sandbox;
using Mesh.Node.Toolchains;
using Mesh.Node.Wrapping;
using Microsoft.Extensions.Logging;

namespace Mesh.Node;

/// <summary>All that a node needs to help others; there is none on a node that only sends jobs, or cannot confine them.</summary>
internal sealed class HelpDesk : IDisposable
{
    private const string NoBubblewrap = "bubblewrap was asked for and does not work here (is it installed? are user namespaces allowed?)";

    private readonly HelperTotals _totals;
    private readonly JobsDirectory _jobs;

    private HelpDesk(AdmissionGate gate, JobHandler handler, HelperTotals totals, JobsDirectory jobs)
    {
        _jobs = jobs;
        Gate = gate;
        Handler = handler;
        _totals = totals;
    }

    public AdmissionGate Gate { get; }

    public JobHandler Handler { get; }

    public long Failed => _totals.Failed;

    public long Cancelled => _totals.Cancelled;

    /// <summary>Null when this node does not help: <paramref name="refuse"/> hears why, and so does the log, unless it was asked not to.</summary>
    public static async Task<HelpDesk?> OpenAsync(
        NodeOptions options, string nodeId, ToolchainRegistry toolchains, string handsSource, ILoggerFactory logs, Action<string> refuse, CancellationToken cancel)
    {
        if (!options.Help || options.Slots == 0)
        {
            refuse(NodeStatus.NotWanted);
            return null;
        }

        var logger = logs.CreateLogger("helper");
        var launcher = Path.Combine(options.StateDirectory, SearchPath.WrapperName);
        TakeInstalled(launcher);
        if (await new HandsBuilder(handsSource, SearchPath.Current).EnsureAsync(launcher, cancel).ConfigureAwait(false) is HandsBuild.Failed failed)
        {
            logger.CannotHelp(failed.Why);
            refuse(failed.Why);
            return null;
        }

        var jobs = JobsDirectory.Open(Path.Combine(options.StateDirectory, "jobs"), nodeId);
        var limits = new JobLimits();
        if (await ChooseSandboxAsync(options, launcher, limits, jobs.FullPath, cancel).ConfigureAwait(false) is not { } sandbox)
        {
            jobs.Dispose();
            logger.CannotHelp(NoBubblewrap);
            refuse(NoBubblewrap);
            return null;
        }

        var gate = new AdmissionGate(options.Slots, TimeProvider.System);
        var totals = new HelperTotals();
        var handler = new JobHandler(gate, toolchains, new MatchDesk(toolchains, new TargetProbe(new FactsShelf(Path.Combine(options.StateDirectory, "facts")))), sandbox, limits, jobs.FullPath, totals, TimeProvider.System, logs.CreateLogger<JobHandler>());
        return new HelpDesk(gate, handler, totals, jobs);
    }

    /// <summary>Jobs done for that node id; null for all.</summary>
    public long Helped(string? client) => client is null ? _totals.Helped : _totals.HelpedFor(client);

    // install.sh leaves one in DIR/lib/mesh beside DIR/bin: a first start then builds nothing. Whether it fits this program is checked as ever.
    private static void TakeInstalled(string launcher)
    {
        var installed = Path.Combine(AppContext.BaseDirectory, "..", "lib", "mesh", SearchPath.WrapperName);
        if (!File.Exists(launcher) && File.Exists(installed))
        {
            CopyOnce(installed, launcher);
        }
    }

    /// <summary>Whole or not at all, and no matter if another node that keeps its state in the same place is faster.</summary>
    internal static void CopyOnce(string from, string to)
    {
        var beside = $"{to}.{Guid.NewGuid():N}";
        try
        {
            File.Copy(from, beside);
            File.Move(beside, to);
        }
        catch (IOException) when (File.Exists(to))
        {
            File.Delete(beside);
        }
    }

    public void Dispose() => _jobs.Dispose();

    private static async Task<ISandbox?> ChooseSandboxAsync(NodeOptions options, string launcher, JobLimits limits, string jobs, CancellationToken cancel)
    {
        using var scratch = JobFolder.Create(jobs);
        return await SandboxChoice.MakeAsync(options.Sandbox == SandboxKind.Bubblewrap, launcher, limits, scratch.FullPath, cancel).ConfigureAwait(false);
    }
}
