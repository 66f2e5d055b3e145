using System.Collections.Concurrent;

namespace Mesh.Lab.Sources;

/// <summary>What the bare compiler makes of a project at the same path; built once per process.</summary>
internal sealed record ReferenceBuild(CommandResult Configured, CommandResult Built, IReadOnlyDictionary<string, BuiltFile> Results, IReadOnlySet<string> Files)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<ReferenceBuild>>> Builds = new(StringComparer.Ordinal);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static Task<ReferenceBuild> OfAsync(RealProject project) =>
        Builds.GetOrAdd(project.Name, _ => new(() => BuildAsync(project, CancellationToken.None))).Value;

    /// <summary>The same on a machine that is there.</summary>
    public static async Task<ReferenceBuild> OnAsync(Machine machine, RealProject project, CancellationToken cancel)
    {
        var tree = await BuildTree.CopyAsync(machine, project, cancel);
        var configured = (await tree.ConfigureAsync(Limit, cancel)).OrThrow($"configuring {project.Name}");
        var built = (await tree.BuildAsync(Environment.ProcessorCount, Limit, cancel)).OrThrow($"building {project.Name}");
        return new ReferenceBuild(configured, built, await tree.ResultsAsync(cancel), tree.Files());
    }

    private static async Task<ReferenceBuild> BuildAsync(RealProject project, CancellationToken cancel)
    {
        await using var lab = await Lab.StartAsync(cancel);
        return await OnAsync(await lab.AddMachineAsync("alone", cancel), project, cancel);
    }
}
