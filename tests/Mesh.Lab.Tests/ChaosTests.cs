using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>Something breaks in the middle of a real build: the build ends green, with the local compiler's objects.</summary>
public sealed class ChaosTests : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private const int MostStarts = 3;

    // Heavy enough that several compiles are under way at any moment.
    private static readonly RealProject Project = RealProject.YamlCpp;

    [Fact]
    public Task A_helper_is_killed() => DisturbAsync(mesh =>
    {
        mesh.Helpers[0].Send(Signal.Kill);
        return Task.FromResult<MeshNode[]>([mesh.Client, mesh.Helpers[1]]);
    });

    [Fact]
    public Task Every_helper_is_killed() => DisturbAsync(mesh =>
    {
        foreach (var helper in mesh.Helpers) helper.Send(Signal.Kill);
        return Task.FromResult<MeshNode[]>([mesh.Client]);
    });

    [Fact]
    public Task The_clients_own_node_is_killed() => DisturbAsync(mesh =>
    {
        mesh.Client.Send(Signal.Kill);
        return Task.FromResult(mesh.Helpers);
    });

    [Fact]
    public Task The_clients_own_node_is_stopped_politely() => DisturbAsync(async mesh =>
    {
        await mesh.Client.StopAsync(Cancel);
        return mesh.Helpers;
    });

    [Fact]
    public Task The_clients_own_node_freezes() => DisturbAsync(mesh =>
    {
        mesh.Client.Send(Signal.Stop);
        return Task.FromResult(mesh.Helpers);
    });

    [Fact]
    public Task A_helper_is_stopped_politely() => DisturbAsync(async mesh =>
    {
        await mesh.Helpers[0].StopAsync(Cancel);
        return [mesh.Client, mesh.Helpers[1]];
    });

    [Fact]
    public Task A_helper_freezes() => DisturbAsync(mesh =>
    {
        mesh.Helpers[0].Send(Signal.Stop);
        return Task.FromResult<MeshNode[]>([mesh.Client, mesh.Helpers[1]]);
    });

    [Fact]
    public Task A_helpers_cable_is_cut() => DisturbAsync(async mesh =>
    {
        await mesh.Helpers[0].Machine.CutLinkAsync(Cancel);
        return [mesh.Client, mesh.Helpers[1]];
    });

    [Fact]
    public async Task Interrupting_the_build_leaves_nothing_behind()
    {
        var reference = await OrSkipAsync(ReferenceBuild.OfAsync(Project));
        await using var mesh = await MeshOfThree.StartAsync(Cancel);
        var (tree, build) = await StartToHalfWayAsync(mesh);
        await using (build)
        {
            build.SendToGroup(Signal.Interrupt);
            Assert.NotEqual(0, await build.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        }
        await QuietAssert.AreQuietAsync([mesh.Client, .. mesh.Helpers], Cancel);
        Assert.Equal([], tree.Files().Except(reference.Files));

        (await tree.BuildAsync(jobs: 8, Limit, Cancel)).OrThrow("the build after it");
        await BuildAssert.SameAsync(reference, tree, Cancel);
    }

    /// <param name="disturb">What happens; returns the nodes that must be fit and quiet afterwards.</param>
    private static async Task DisturbAsync(Func<MeshOfThree, Task<MeshNode[]>> disturb)
    {
        var reference = await OrSkipAsync(ReferenceBuild.OfAsync(Project));
        await using var mesh = await MeshOfThree.StartAsync(Cancel);
        var (tree, started) = await StartToHalfWayAsync(mesh);
        await using var build = started;

        var fit = await disturb(mesh);

        var code = await build.WaitAsync(Limit, Cancel);
        Assert.True(code == 0, $"the build ended with {code}: {build.Errors.Text}");
        Assert.Equal(reference.Built.Error, build.Errors.Text);
        await BuildAssert.SameAsync(reference, tree, Cancel);
        await QuietAssert.AreQuietAsync(fit, Cancel);
        Assert.Empty(QuietAssert.Strangers(mesh.Client));
    }

    /// <summary>A build of which a third of the objects are there, while the first helper is at work. That moment may be missed; then once more from the beginning.</summary>
    private static async Task<(BuildTree Tree, LabProcess Build)> StartToHalfWayAsync(MeshOfThree mesh)
    {
        for (var left = MostStarts; ; left--)
        {
            var tree = await mesh.PrepareAsync(Project, Cancel);
            var build = tree.StartBuild(jobs: 8);
            await Poll.UntilAsync("the middle of the build", Limit, async () => build.HasExited || await IsHalfWayAsync(mesh, tree), Cancel);
            if (!build.HasExited) return (tree, build);
            var code = await build.WaitAsync(Limit, Cancel);
            await build.DisposeAsync();
            var story = $"the build ended with {code} before its middle was seen: {await mesh.DescribeAsync(Cancel)}\n{build.Output.Text}\n{build.Errors.Text}";
            if (code != 0 || left == 1) throw new LabException(story);
            TestContext.Current.TestOutputHelper?.WriteLine(story);
        }
    }

    private static async Task<bool> IsHalfWayAsync(MeshOfThree mesh, BuildTree tree) =>
        tree.CountObjects() >= Project.Units / 3 && (await mesh.Helpers[0].StatusAsync(Cancel)) is var status && status.Free < status.Slots;
}
