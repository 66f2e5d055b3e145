using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>Real programs, built with <c>make -j8</c> through the masquerade directory, against the same build with the bare compiler.</summary>
public sealed class RealBuildTests : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, RealProject> Projects =
        new[] { RealProject.Lua, RealProject.LuaWithWarnings, RealProject.YamlCpp, RealProject.Nginx }.ToDictionary(p => p.Name);

    /// <summary>The largest one is for tests/lab-slow.sh.</summary>
    public static TheoryData<string> Names => new(Projects.Keys.Where(name => name != "nginx" || Environment.GetEnvironmentVariable("MESH_LAB_SLOW") is { Length: > 0 }));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_real_project_is_built_by_the_helpers_and_is_the_local_build(string name)
    {
        var project = Projects[name];
        var reference = await OrSkipAsync(ReferenceBuild.OfAsync(project));
        await using var mesh = await MeshOfThree.StartAsync(Cancel);
        var tree = await mesh.PrepareAsync(project, Cancel);
        var before = await mesh.Client.StatusAsync(Cancel);

        var built = await tree.BuildAsync(jobs: 8, Limit, Cancel);

        var after = await mesh.Client.StatusAsync(Cancel);
        var counts = after.Totals - before.Totals;
        var why = string.Join(' ', after.LocalReasons.Select(r => $"{r.Key}={r.Value}"));
        TestContext.Current.SendDiagnosticMessage($"{name}: {counts}, {built.Elapsed.TotalSeconds:0.0} s; {why}");
        BuildAssert.SameOutput(reference.Built, built);
        await BuildAssert.SameAsync(reference, tree, Cancel);
        // A compile that prints something is done again here, for the sake of its words; it counts as tried.
        var tried = project == RealProject.LuaWithWarnings ? counts.Remote + counts.Fallback : counts.Remote;
        Assert.True(tried >= 0.9 * project.Units, $"{counts} of {project.Units} units; {why}");
        foreach (var helper in mesh.Helpers) Assert.True((await helper.StatusAsync(Cancel)).Totals.Helped > 0, $"{helper.Name} did nothing");
        await QuietAssert.AreQuietAsync([mesh.Client, .. mesh.Helpers], Cancel);
    }
}
