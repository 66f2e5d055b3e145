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
                    _made = (toolchains.Current, [.. toolchains.Current.Select(Describe)]);
                }

                return _made.Targets;
            }
        }
    }

    private static TargetInfo Describe(Toolchain toolchain) => new(
        toolchain.Identity.Triplet, Spelling.Of(toolchain.Identity.Family), toolchain.Identity.Version, [.. toolchain.Languages.Select(Spelling.Of)]);
}
