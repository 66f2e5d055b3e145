using Mesh.Node.Processes;

namespace Mesh.Node.Sandbox;

/// <summary>Decides how a peer's compiler is started, so that it can do no more than compile.</summary>
internal interface ISandbox
{
    /// <summary>One word for <c>mesh status</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The command that runs <paramref name="compiler"/> confined to <paramref name="directory"/>: its working directory, where its stdout and
    /// stderr go to the files of those names, and the only place it may write. The child leads its own process group.
    /// </summary>
    ChildCommand Confine(ChildCommand compiler, string directory);
}
