using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>The yardstick of the build tests: it must find equal builds equal, and see one different object.</summary>
public sealed class ReferenceBuildTests : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_second_local_build_is_equal_and_one_odd_object_is_seen()
    {
        var project = RealProject.LuaWithWarnings;
        var reference = await OrSkipAsync(ReferenceBuild.OfAsync(project));
        Assert.Equal(project.Units, reference.Results.Count);
        Assert.Contains("warning:", reference.Built.Error, StringComparison.Ordinal);

        await using var lab = await StartLabAsync();
        var machine = await lab.AddMachineAsync("other", Cancel);
        var tree = await BuildTree.CopyAsync(machine, project, Cancel);
        var built = await tree.BuildAsync(jobs: 8, Limit, Cancel);
        BuildAssert.SameOutput(reference.Built, built);
        await BuildAssert.SameAsync(reference, tree, Cancel);

        (await machine.ExecInAsync($"{tree.Folder}/src", Limit, Cancel, "gcc", "-std=gnu99", "-O1", "-c", "lzio.c", "-o", "lzio.o")).OrThrow("gcc");
        var seen = await Assert.ThrowsAnyAsync<Exception>(() => BuildAssert.SameAsync(reference, tree, Cancel));
        Assert.Contains("lzio.o", seen.Message, StringComparison.Ordinal);
    }
}
