using Mesh.Node.Control;
using Mesh.Node.Dispatch;
using Mesh.Node.Toolchains;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node;

/// <summary>The compilers of this machine, as status and <c>mesh toolchains</c> show them.</summary>
internal static class ToolchainReport
{
    public static IReadOnlyList<ToolchainStatus> Of(IEnumerable<Toolchain> toolchains) => [.. toolchains.Select(toolchain => new ToolchainStatus
    {
        Triplet = toolchain.Identity.Triplet,
        Compiler = Spelling.Of(toolchain.Identity.Family),
        Version = toolchain.Identity.Version,
        FullVersion = toolchain.Identity.FullVersion,
        Path = toolchain.Path,
        Languages = [.. toolchain.Languages.Select(Spelling.Of)],
        Origin = toolchain.Origin.Word(),
        Multilibs = toolchain.Multilibs,
    })];

    /// <summary>Looks without a node, and leaves nothing behind: what compilers said is for the node to keep.</summary>
    public static async Task<IReadOnlyList<ToolchainStatus>> ScanAsync(NodeOptions options, CancellationToken cancel)
    {
        var scratch = Path.Combine(Path.GetTempPath(), $"mesh-toolchains-{Guid.NewGuid():N}");
        try
        {
            var registry = new ToolchainRegistry(ToolchainPlaces.OfThisMachine(options.ToolchainDirectories), scratch, NullLogger<ToolchainRegistry>.Instance);
            await using var ending = registry.ConfigureAwait(false);
            await registry.StartAsync(cancel).ConfigureAwait(false);
            return Of(registry.Current);
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }
}
