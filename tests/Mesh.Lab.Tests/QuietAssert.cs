namespace Mesh.Lab.Tests;

/// <summary>Nothing may be left of a job: no process, no slot taken, no file of its own.</summary>
internal static class QuietAssert
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task AreQuietAsync(IEnumerable<MeshNode> running, CancellationToken cancel)
    {
        foreach (var node in running)
        {
            await Poll.UntilAsync($"{node.Name} to have its slots back", Limit, async () => (await node.StatusAsync(cancel)) is var s && s.Free == s.Slots, cancel);
            await Poll.UntilAsync($"{node.Name} to run nothing but mesh", Limit, () => Strangers(node).Count == 0, cancel);
            Assert.Empty(Leftovers(node));
        }
    }

    public static IReadOnlyList<string> Strangers(MeshNode node) =>
        node.Machine.Processes().Select(p => p.Command).Where(command => !command.Contains("mesh join", StringComparison.Ordinal)).ToList();

    // The runtime's own sockets in the temporary folder come and go with the node.
    private static IEnumerable<string> Leftovers(MeshNode node) =>
        Directory.EnumerateFiles(node.Machine.TemporaryFolder, "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(node.Machine.Folder, "*.o", SearchOption.AllDirectories).Where(file => !file.StartsWith(node.Machine.WorkOutside, StringComparison.Ordinal)))
            .Where(file => !Path.GetFileName(file).StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("clr-debug-pipe-", StringComparison.Ordinal));
}
