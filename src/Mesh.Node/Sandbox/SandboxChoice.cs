using Mesh.Node.Processes;

namespace Mesh.Node.Sandbox;

/// <summary>Picks the sandbox once, when the node starts; null when the wanted one does not work here, and then the node does not help.</summary>
internal static class SandboxChoice
{
    private static readonly string[] Bubblewraps = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

    /// <param name="isolated">Whether bubblewrap was asked for by name; docs/decisions/0004-sandbox-default.md says why it is not the default.</param>
    /// <param name="launcher">The path of mesh-hands.</param>
    /// <param name="scratch">A directory to try it in; the caller removes it.</param>
    public static async Task<ISandbox?> MakeAsync(bool isolated, string launcher, JobLimits limits, string scratch, CancellationToken cancel)
    {
        var launched = new LauncherSandbox(launcher, limits);
        if (!isolated) return launched;
        if (Bubblewraps.FirstOrDefault(File.Exists) is not { } program) return null;
        var wrapped = new BubblewrapSandbox(program, launched);
        return await WorksAsync(wrapped, scratch, cancel).ConfigureAwait(false) ? wrapped : null;
    }

    /// <summary>User namespaces may be switched off, by the distribution or by the container around us: only a try tells.</summary>
    internal static async Task<bool> WorksAsync(ISandbox sandbox, string scratch, CancellationToken cancel)
    {
        var attempt = sandbox.Confine(new ChildCommand("/bin/sh", ["-c", ": > made"]), scratch);
        var result = await ChildProcess.RunAsync(attempt, ChildLimits.Question, cancel).ConfigureAwait(false);
        return result is ChildResult.Exited { Code: 0 } && File.Exists(Path.Combine(scratch, "made"));
    }
}
