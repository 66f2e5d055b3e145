using Mesh.Compile.Classification;
using Mesh.Wire.Hands;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>One information line per job: where it went, and why.</summary>
internal static partial class Log
{
    /// <summary>Arguments shown of a command line; enough to recognise the file.</summary>
    private const int ShownCharacters = 120;

    public static void Here(this ILogger logger, Call call, LocalReason reason, bool afterPeer)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            logger.Here(Short(call.Arguments), afterPeer ? "fallback" : "local", reason.Code, reason.Text);
        }
    }

    public static void Remote(this ILogger logger, IReadOnlyList<string> arguments, string peer, int wallMs)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            logger.Remote(Short(arguments), peer, wallMs);
        }
    }

    public static void Refused(this ILogger logger, string peer, IReadOnlyList<string> arguments, RefusalReason reason, string detail) =>
        logger.Refused(peer, Short(arguments), reason, detail);

    public static void Lost(this ILogger logger, string peer, IReadOnlyList<string> arguments, string why) =>
        logger.Lost(peer, Short(arguments), why);

    [LoggerMessage(1, LogLevel.Warning, "peer {Peer} is quarantined: {Wrong}")]
    public static partial void Quarantined(this ILogger logger, string peer, string wrong);

    [LoggerMessage(2, LogLevel.Information, "{Command}: {Where}: {Code}: {Text}")]
    private static partial void Here(this ILogger logger, string command, string where, string code, string text);

    [LoggerMessage(3, LogLevel.Information, "{Command}: remote: {Peer}, {WallMs} ms")]
    private static partial void Remote(this ILogger logger, string command, string peer, int wallMs);

    [LoggerMessage(4, LogLevel.Information, "peer {Peer} refused {Command}: {Reason} {Detail}")]
    private static partial void Refused(this ILogger logger, string peer, string command, RefusalReason reason, string detail);

    [LoggerMessage(5, LogLevel.Warning, "peer {Peer} lost {Command}: {Why}")]
    private static partial void Lost(this ILogger logger, string peer, string command, string why);

    [LoggerMessage(6, LogLevel.Information, "peer {Peer}: {Toolchain} compared with the compiler here: {Word} {Where}")]
    public static partial void Compared(this ILogger logger, string peer, string toolchain, string word, string where);

    [LoggerMessage(7, LogLevel.Warning, "peer {Peer}: {Toolchain} could not be compared with the compiler here: {Why}")]
    public static partial void NotCompared(this ILogger logger, string peer, string toolchain, string why);

    [LoggerMessage(8, LogLevel.Warning, "{Path} cannot be read and is made anew: {Why}")]
    public static partial void BookUnreadable(this ILogger logger, string path, string why);

    [LoggerMessage(9, LogLevel.Warning, "{Path} cannot be written, so the next start compares every compiler again: {Why}")]
    public static partial void BookNotWritten(this ILogger logger, string path, string why);

    [LoggerMessage(10, LogLevel.Warning, "peer {Peer} is given no jobs: {Why}")]
    public static partial void LeftAlone(this ILogger logger, string peer, string why);

    [LoggerMessage(11, LogLevel.Error, "what was being found out about a peer's compiler failed")]
    public static partial void BackgroundWorkFailed(this ILogger logger, Exception exception);

    private static string Short(IReadOnlyList<string> arguments)
    {
        var line = string.Join(" ", arguments);
        return line.Length <= ShownCharacters ? line : "…" + line[^ShownCharacters..];
    }
}
