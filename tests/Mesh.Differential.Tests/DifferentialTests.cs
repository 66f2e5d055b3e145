using Mesh.Differential.Tests.Cases;
using Mesh.Differential.Tests.Loopback;
using Mesh.Differential.Tests.Rows;
using Mesh.Testing;

namespace Mesh.Differential.Tests;

/// <summary>Every row by the bare compiler and through the mesh: exit code, both outputs, every file with its mode and bytes.</summary>
public sealed class DifferentialTests(LoopbackMesh mesh, ITestOutputHelper output) : IClassFixture<LoopbackMesh>
{
    [Theory]
    [InlineData("gcc", "g++", 0.70)]
    [InlineData("clang", "clang++", 0.70)]
    public async Task The_mesh_does_what_the_compiler_does(string c, string cxx, double remoteShare)
    {
        Assert.SkipUnless(ExternalProgram.Find(cxx) is not null, $"{cxx} is not installed");
        var cancel = TestContext.Current.CancellationToken;
        var report = new Report(c, await Campaign.RunAsync(mesh, RowFiles.Of(c, cxx, open: false), cancel));
        var open = new Report($"{c} open", await Campaign.RunAsync(mesh, RowFiles.Of(c, cxx, open: true), cancel));
        output.WriteLine(report.Totals);
        output.WriteLine(report.LocalReasons);
        output.WriteLine(open.Totals);
        output.WriteLine(open.Differences);
        Assert.True(report.Failures.Count == 0, report.Differences);
        Assert.True(!RowFiles.AreWhole || report.RemoteShare >= remoteShare, $"{report.Totals}\n{report.LocalReasons}");
    }
}
