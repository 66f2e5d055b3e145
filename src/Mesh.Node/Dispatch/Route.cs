using Mesh.Compile.Classification;
using Mesh.Compile.Targets;

namespace Mesh.Node.Dispatch;

/// <summary>Where a call goes, before any peer is asked.</summary>
internal abstract record Route
{
    private Route()
    {
    }

    /// <param name="Reason">Why.</param>
    /// <param name="EnvironmentEdits">What the command that runs here finds changed in its environment.</param>
    public sealed record Here(LocalReason Reason, IReadOnlyList<string> EnvironmentEdits) : Route
    {
        public Here(LocalReason reason)
            : this(reason, [])
        {
        }
    }

    public sealed record Away(CompilePlan Plan, CompilerIdentity Compiler) : Route;
}
