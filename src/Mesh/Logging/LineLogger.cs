using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Mesh.Logging;

/// <summary><c>12:03:04 peer pi joined: armv6l, 1 slot</c>; trouble is named: <c>12:03:04 warning: ...</c>.</summary>
internal sealed class LineLogger(TextWriter output, LogLevel least, TimeProvider time) : ILogger
{
    private readonly object _oneLineAtATime = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var clock = time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var line = $"{clock} {Word(logLevel)}{Printable(formatter(state, exception))}";
        lock (_oneLineAtATime)
        {
            output.WriteLine(line);
            if (exception is not null) output.WriteLine(exception);
            output.Flush();
        }
    }

    private static string Printable(string message) => Views.Printable.Of(message);

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace: ",
        LogLevel.Debug => "debug: ",
        LogLevel.Warning => "warning: ",
        LogLevel.Error or LogLevel.Critical => "error: ",
        _ => "",
    };
}
