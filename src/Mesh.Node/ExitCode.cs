namespace Mesh.Node;

/// <summary>The exit codes that are ours; a compiler's own pass through unchanged. 100 to 120 so that no compiler's or shell's is hidden.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>A bug in mesh.</summary>
    InternalError = 100,

    /// <summary><c>MESH_REQUIRE=1</c> and the compile could not run remotely; hands.c uses it too.</summary>
    RemoteRequired = 101,

    /// <summary>mesh.json, a <c>MESH_*</c> variable or a flag's value is wrong.</summary>
    BadConfiguration = 102,

    /// <summary>The command line itself is wrong.</summary>
    BadUsage = 103,

    /// <summary>Another node already serves this socket.</summary>
    SocketInUse = 104,

    /// <summary>The command needs a running node and there is none.</summary>
    NoNode = 105,

    /// <summary>The node could not start: no permission, port taken, unwritable state directory.</summary>
    CannotStart = 106,

    /// <summary>No C compiler, or the wrapper directory could not be made.</summary>
    WrapFailed = 107,

    /// <summary>The demonstration did not show what it promises.</summary>
    DemoFailed = 108,

    /// <summary>Ctrl-C ended a command.</summary>
    Interrupted = 109,

    /// <summary><c>mesh doctor</c> has found something that is to be put right.</summary>
    FindingsFound = 110,
}
