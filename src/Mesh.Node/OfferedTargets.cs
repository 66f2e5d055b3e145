using Mesh.Node.Dispatch;
using Mesh.Node.Toolchains;
using Mesh.Wire.Messages;

namespace Mesh.Node;

/// <summary>This node's compilers as peers are told of them. The list stays the same object until the compilers change.</summary>
internal sealed class OfferedTargets(ToolchainRegistry toolchains, bool helps)
{
    private readonly object _gate = new();
    private (IReadOnlyList<Toolchain> Of, IReadOnlyList<TargetInfo> Targets) _made = ([], []);

    public event Action? Changed
    {
        add => toolchains.Changed += value;
        remove => toolchains.Changed -= value;
    }

    public IReadOnlyList<TargetInfo> Current
    {
        get
        {
            lock (_gate)
            {
                if (helps && !ReferenceEquals(_made.Of, toolchains.Current))
                {
                    _made = (toolchains.Current, Describe(toolchains.Current));
                }

                return _made.Targets;
            }
        }
    }

    // Two builds of one version are one row: which of them serves, an inquiry tells.
    private static IReadOnlyList<TargetInfo> Describe(IReadOnlyList<Toolchain> toolchains) =>
        [.. toolchains.GroupBy(toolchain => (toolchain.Identity.Triplet, toolchain.Identity.Family, toolchain.Identity.Version))
            .Select(same => new TargetInfo(same.Key.Triplet, Spelling.Of(same.Key.Family), same.Key.Version, [.. same.SelectMany(toolchain => toolchain.Languages).Distinct().Select(Spelling.Of)]))];
}
