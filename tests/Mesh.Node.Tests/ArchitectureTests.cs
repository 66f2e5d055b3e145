using Mesh.Node.Tests.Architecture;

namespace Mesh.Node.Tests;

/// <summary>Holds the sources to the rooms and arrows of docs/ARCHITECTURE.md by reading them.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Every_source_file_keeps_to_its_room()
    {
        var files = Sources().ToList();
        Assert.NotEmpty(files);
        var violations = files.SelectMany(RoomRules.Violations).ToList();
        // Not Assert.Empty, which would cut the list short.
        if (violations.Count > 0) Assert.Fail(string.Join('\n', violations));
    }

    [Fact]
    public void Every_room_has_a_row_in_the_table() =>
        Assert.Empty(Sources().Where(f => !RoomRules.IsKnown(f.Room)).Select(f => $"{f.Room} ({f.Path})"));

    [Theory]
    [InlineData("Mesh.Compile/Keys/JobKey.cs", "using Mesh.Wire.Framing;")]
    [InlineData("Mesh.Compile/Keys/JobKey.cs", "var x = Mesh.Node.Peers.PeerTable.Empty;")]
    [InlineData("Mesh.Wire/Framing/Frame.cs", "using Mesh.Compile.Targets;")]
    [InlineData("Mesh.Wire/Framing/Frame.cs", "using Mesh.Node;")]
    [InlineData("Mesh.Node/Processes/ChildProcess.cs", "using Mesh.Compile.Arguments;")]
    [InlineData("Mesh.Node/Peers/PeerTable.cs", "using Mesh.Wire.Messages;")]
    [InlineData("Mesh.Node/Discovery/Responder.cs", "using Mesh.Wire.Messages;")]
    [InlineData("Mesh.Node/Transport/Listener.cs", "using Mesh.Node.Peers;")]
    [InlineData("Mesh.Node/Toolchains/Probe.cs", "using Mesh.Wire;")]
    [InlineData("Mesh.Node/Sandbox/Bubblewrap.cs", "using Mesh.Node.Helper;")]
    [InlineData("Mesh.Node/Wrapping/Masquerade.cs", "using Mesh.Node.Dispatch;")]
    [InlineData("Mesh.Node/Helper/JobHandler.cs", "using Mesh.Node.Dispatch;")]
    [InlineData("Mesh.Node/Helper/JobHandler.cs", "using static Mesh.Node.Dispatch.Verdict;")]
    [InlineData("Mesh.Node/Helper/JobHandler.cs", "using Verdict = Mesh.Node.Dispatch.Verdict;")]
    [InlineData("Mesh.Node/Helper/JobHandler.cs", "    global::Mesh.Node.Dispatch.Verdict v;")]
    [InlineData("Mesh.Node/Dispatch/CompileService.cs", "using Mesh.Node.Helper;")]
    [InlineData("Mesh.Node/Control/ControlSocket.cs", "using Mesh.Node.Helper;")]
    [InlineData("Mesh/Commands/JoinCommand.cs", "using Mesh.Compile.Arguments;")]
    [InlineData("Mesh.Compile/Classification/Classifier.cs", "if (File.Exists(name)) { }")]
    [InlineData("Mesh.Compile/Classification/Classifier.cs", "using var s = new FileStream(name, FileMode.Open);")]
    [InlineData("Mesh.Compile/Classification/Classifier.cs", "var t = DateTime.UtcNow;")]
    [InlineData("Mesh.Compile/Classification/Classifier.cs", "var t = Environment.GetEnvironmentVariable(name);")]
    [InlineData("Mesh.Node/Dispatch/RemoteCompiler.cs", "var s = new Socket(family, type, 0);")]
    [InlineData("Mesh.Node/Helper/JobRunner.cs", "Process.Start(name);")]
    [InlineData("Mesh.Node/Peers/PeerTable.cs", "private async void Sweep() { }")]
    [InlineData("Mesh.Node/Peers/PeerTable.cs", "Thread.Sleep(5);")]
    public void A_broken_rule_is_seen(string path, string line) =>
        Assert.Single(RoomRules.Violations(SourceFile.Parse(path, line + "\n")));

    [Theory]
    [InlineData("Mesh.Node/Discovery/Responder.cs", "using Mesh.Wire.Dns;\nvar s = new UdpClient();")]
    [InlineData("Mesh.Node/Helper/JobHandler.cs", "// what a Mesh.Node.Dispatch.RemoteCompiler sends")]
    [InlineData("Mesh.Node/Helper/JobHandler.cs", "/// <see cref=\"Mesh.Node.Dispatch.RemoteCompiler\"/>")]
    [InlineData("Mesh.Node/Node.cs", "using Mesh.Node.Dispatch;\nusing Mesh.Node.Helper;")]
    [InlineData("Mesh.Compile/Targets/TargetTriplet.cs", "namespace Mesh.Compile.Targets;\nusing Mesh.Compile.Keys;\nusing System.Text;")]
    public void What_the_table_allows_passes(string path, string text) =>
        Assert.Empty(RoomRules.Violations(SourceFile.Parse(path, text)));

    [Fact]
    public void A_room_that_nobody_described_is_unknown() => Assert.False(RoomRules.IsKnown("Mesh.Node.Attic"));

    private static IEnumerable<SourceFile> Sources()
    {
        var root = Path.Combine(RepositoryRoot(), "src");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Full: file, Relative: Path.GetRelativePath(root, file).Replace('\\', '/')))
            .Where(file => !file.Relative.Split('/').Any(part => part is "bin" or "obj"))
            .Select(file => SourceFile.Parse(file.Relative, File.ReadAllText(file.Full)));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mesh.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Mesh.sln is not above the test's folder");
    }
}
