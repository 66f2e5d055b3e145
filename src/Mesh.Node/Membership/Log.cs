using Microsoft.Extensions.Logging;

namespace Mesh.Node.Membership;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "peer {Name} joined: {Arch}, {Slots} slots, at {Address}, {Targets}")]
    public static partial void PeerJoined(this ILogger logger, string name, string arch, int slots, string address, string targets);

    [LoggerMessage(2, LogLevel.Information, "peer {Name} left: {Reason}")]
    public static partial void PeerLeft(this ILogger logger, string name, string reason);

    [LoggerMessage(3, LogLevel.Warning, "peer {Name} is silent; greeting it again")]
    public static partial void PeerSilent(this ILogger logger, string name);

    [LoggerMessage(4, LogLevel.Debug, "{Address} cannot be greeted: {Reason}")]
    public static partial void CannotGreet(this ILogger logger, string address, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Address} is not used: {Reason}")]
    public static partial void Incompatible(this ILogger logger, string address, string reason);
}
