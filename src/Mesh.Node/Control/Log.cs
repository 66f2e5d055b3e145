using Microsoft.Extensions.Logging;

namespace Mesh.Node.Control;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "a caller on the socket broke the hands protocol: {Problem}")]
    public static partial void BadCaller(this ILogger logger, string problem);

    [LoggerMessage(2, LogLevel.Error, "a call ended in a bug of mesh; the compile runs locally")]
    public static partial void CallFailed(this ILogger logger, Exception bug);
}
