namespace Mesh.Node.Doctor;

/// <summary>Every finding there is. docs/TROUBLESHOOTING.md lists the same; a test holds it to that.</summary>
internal static class FindingIds
{
    public const string Configuration = "configuration";
    public const string NoNode = "no-node";
    public const string SocketVariable = "socket-variable";
    public const string NotYourNode = "not-your-node";
    public const string NodeSilent = "node-silent";
    public const string OtherProgram = "other-program";

    public const string NoMulticast = "no-multicast";
    public const string MulticastPort = "multicast-port";
    public const string OtherInterfaces = "other-interfaces";
    public const string NotHeardBack = "not-heard-back";
    public const string NoPeers = "no-peers";

    public const string PeerRefuses = "peer-refuses";
    public const string PeerBlocked = "peer-blocked";
    public const string PeerVersion = "peer-version";
    public const string PeerNotReady = "peer-not-ready";
    public const string PeerDistrusted = "peer-distrusted";
    public const string PeerNoHelp = "peer-no-help";

    public const string NoCompiler = "no-compiler";
    public const string NoLanguage = "no-language";
    public const string OtherVersion = "other-version";
    public const string NotEquivalent = "not-equivalent";
    public const string NotAsked = "not-asked";

    public const string NotHelping = "not-helping";
    public const string NoSandbox = "no-sandbox";
    public const string OpenMesh = "open-mesh";

    public const string NoWrapper = "no-wrapper";
    public const string WrapperOffPath = "wrapper-off-path";
    public const string WrapperNotFirst = "wrapper-not-first";
    public const string WrapperOutdated = "wrapper-outdated";
    public const string NotWrapped = "not-wrapped";
    public const string MeshLocal = "mesh-local";
    public const string MeshRequire = "mesh-require";

    public const string ClockBehind = "clock-behind";
    public const string FilesFromTheFuture = "files-from-the-future";
}
