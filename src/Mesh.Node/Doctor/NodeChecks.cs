namespace Mesh.Node.Doctor;

/// <summary>Is there a node, and does it serve us?</summary>
internal static class NodeChecks
{
    public static IEnumerable<Finding> Of(Examination examined) =>
        examined.Mistakes.Select(mistake => new Finding(FindingIds.Configuration, Severity.Problem, mistake, "put it right: `mesh join` does not start before"))
            .Concat(Reach(examined))
            .Concat(Program(examined));

    private static IEnumerable<Finding> Reach(Examination examined)
    {
        switch (examined.Reach)
        {
            case NodeReach.Absent { Elsewhere: { } elsewhere } when examined.SocketVariable is { } named:
                yield return new(FindingIds.SocketVariable, Severity.Problem,
                    $"MESH_SOCKET names {named}, where no node listens; one listens at {elsewhere}",
                    "`unset MESH_SOCKET`, or set it to that path");
                break;
            case NodeReach.Absent absent:
                yield return new(FindingIds.NoNode, Severity.Problem,
                    $"no node runs here: nobody listens at {string.Join(" or ", absent.Tried)}"
                        + (examined.SocketVariable is null ? "" : ", which MESH_SOCKET names")
                        + "; every compile runs on this machine",
                    "`mesh join` starts one in the foreground; docs/CONFIGURATION.md shows it as a service");
                break;
            case NodeReach.Denied(var socket):
                yield return new(FindingIds.NotYourNode, Severity.Problem,
                    $"the node at {socket} is another user's and does not let you in",
                    "`mesh join` as yourself, or run the machine's node as root: that one serves every user");
                break;
            case NodeReach.Answered { Obeyed: false, Socket: var socket }:
                yield return new(FindingIds.NotYourNode, Severity.Problem,
                    $"the node at {socket} is another user's, so the wrapper does not obey it and runs the real compiler",
                    "`mesh join` as yourself, or run the machine's node as root: that one serves every user");
                break;
            case NodeReach.Silent(var why):
                yield return new(FindingIds.NodeSilent, Severity.Problem, why, "stop that node (`mesh leave`, else `kill`) and start it again");
                break;
        }
    }

    private static IEnumerable<Finding> Program(Examination examined)
    {
        if (examined.Status?.Node is { } node && node.Version != examined.ProgramVersion)
        {
            yield return new(FindingIds.OtherProgram, Severity.Warning,
                $"the running node is mesh {node.Version}, this program is {examined.ProgramVersion}",
                "start the node again with the program that is installed now: `mesh leave`, `mesh join`");
        }
    }
}
