using Mesh.Node.Control;

namespace Mesh.Node.Doctor;

/// <summary>Does this node help others, and safely?</summary>
internal static class HelperChecks
{
    public static IEnumerable<Finding> Of(Examination examined)
    {
        if (examined.Status?.Node is not { } node) yield break;
        if (node.NoHelp is { } why)
        {
            yield return new(FindingIds.NotHelping, why == NodeStatus.NotWanted ? Severity.Information : Severity.Warning,
                $"this node compiles for nobody: {why}",
                why == NodeStatus.NotWanted ? "if it should: start it without `--no-help`, `\"help\": false` and `MESH_HELP=0`" : "put that right, then `mesh leave` and `mesh join`");
        }
        else if (!examined.Sandbox.HasLandlock && !examined.Sandbox.UsesBubblewrap)
        {
            yield return new(FindingIds.NoSandbox, Severity.Warning,
                "this kernel has no Landlock, so a peer's job can read what the node's user can read",
                examined.Sandbox.HasBubblewrap
                    ? "`mesh join --sandbox bubblewrap`, or give the node a user of its own"
                    : "`apt install bubblewrap` (Gentoo: `emerge sys-apps/bubblewrap`) and `mesh join --sandbox bubblewrap`, or give the node a user of its own, or boot a kernel from 5.13 on with CONFIG_SECURITY_LANDLOCK");
        }

        if (node.Mesh == "open")
        {
            yield return new(FindingIds.OpenMesh, Severity.Information,
                "the mesh is open: any machine on a directly connected network may send jobs here and compile for this node",
                "there are no mesh keys yet; join only on networks that you trust (docs/SECURITY.md)");
        }
    }
}
