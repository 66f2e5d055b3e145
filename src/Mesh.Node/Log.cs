using Microsoft.Extensions.Logging;

namespace Mesh.Node;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Address} broke the peer protocol: {Problem}")]
    public static partial void BadPeer(this ILogger logger, string address, string problem);

    [LoggerMessage(2, LogLevel.Error, "the connection of {Address} ended in a bug of mesh")]
    public static partial void ConnectionFailed(this ILogger logger, string address, Exception bug);

    [LoggerMessage(3, LogLevel.Warning, "this node does not help: {Reason}")]
    public static partial void CannotHelp(this ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Information, "leaving; {Running} jobs of peers are under way")]
    public static partial void Leaving(this ILogger logger, int running);

    [LoggerMessage(5, LogLevel.Warning, "{Running} jobs of peers were not finished in time and go back to them")]
    public static partial void HandedBack(this ILogger logger, int running);
}
