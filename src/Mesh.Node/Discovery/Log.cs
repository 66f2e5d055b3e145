using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Discovery;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning,
        Message = "no interface for multicast DNS ({Reason}); only peers named in mesh.json are found until there is one")]
    public static partial void NoMulticast(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "multicast DNS on {Links}")]
    public static partial void Listening(ILogger log, string links);

    [LoggerMessage(Level = LogLevel.Information, Message = "another node is named {Old}; this one is now {New}")]
    public static partial void Renamed(ILogger log, string old, string @new);

    [LoggerMessage(Level = LogLevel.Debug, Message = "no socket on {Link} for {Family}: {Reason}")]
    public static partial void OpenFailed(ILogger log, string link, AddressFamily family, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "cannot send on {Link} by {Family}: {Reason}")]
    public static partial void SendFailed(ILogger log, string link, AddressFamily family, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "cannot receive on {Link} by {Family}: {Reason}")]
    public static partial void ReceiveFailed(ILogger log, string link, AddressFamily family, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "nothing more is heard on {Link} by {Family}: listening anew")]
    public static partial void Broken(ILogger log, string link, AddressFamily family);

    [LoggerMessage(Level = LogLevel.Debug, Message = "unreadable message of {Bytes} bytes from {Source} on {Link}")]
    public static partial void Unreadable(ILogger log, int bytes, IPEndPoint source, string link);

    [LoggerMessage(Level = LogLevel.Debug, Message = "cannot list the interfaces: {Reason}")]
    public static partial void LookFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Kind} {Instance} at {Host}:{Port}")]
    public static partial void Sighted(ILogger log, SightingKind kind, string instance, string host, int port);
}
