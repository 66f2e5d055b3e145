using Microsoft.Extensions.Logging;

namespace Mesh.Node.Toolchains;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "found {Toolchain} at {Path}")]
    public static partial void Found(this ILogger log, string toolchain, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "lost {Toolchain} at {Path}")]
    public static partial void Lost(this ILogger log, string toolchain, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Path} is not used as a compiler: {Why}")]
    public static partial void NotACompiler(this ILogger log, string path, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be read and is made anew: {Why}")]
    public static partial void CacheUnreadable(this ILogger log, string path, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be written, so the next start asks every compiler again: {Why}")]
    public static partial void CacheNotWritten(this ILogger log, string path, string why);
}
