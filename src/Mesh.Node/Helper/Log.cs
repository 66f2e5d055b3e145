using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Helper;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "compiled {Source} (job {Job}) for {Client}: exit {ExitCode}, {Ms} ms, {SourceBytes} bytes in, {OutputBytes} out")]
    public static partial void Answered(this ILogger log, ulong job, string client, string source, int exitCode, int ms, long sourceBytes, long outputBytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "refused {Source} (job {Job}) of {Client}: {Reason}, {Detail}")]
    public static partial void Refused(this ILogger log, ulong job, string client, string source, RefusalReason reason, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "cancelled {Source} (job {Job}) of {Client}: {Why}")]
    public static partial void Cancelled(this ILogger log, ulong job, string client, string source, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "gave up {Source} (job {Job}) of {Client}: {Why}")]
    public static partial void Abandoned(this ILogger log, ulong job, string client, string source, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "failed {Source} (job {Job}) of {Client}: {Detail}")]
    public static partial void Failed(this ILogger log, ulong job, string client, string source, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "closing the connection of {Client}, which broke the rules: {What}")]
    public static partial void ClientBrokeTheRules(this ILogger log, string client, string what);

    [LoggerMessage(Level = LogLevel.Debug, Message = "lost {Client}: {What}")]
    public static partial void ClientLost(this ILogger log, string client, string what);
}
