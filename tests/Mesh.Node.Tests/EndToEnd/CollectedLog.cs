using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>Keeps what a node logs, for assertions and for the output of a failed test.</summary>
internal sealed class CollectedLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();

    public IEnumerable<string> Errors => _lines.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Line);

    public override string ToString() => string.Join(Environment.NewLine, _lines.Select(entry => entry.Line));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, $"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel}: {formatter(state, exception)} {exception}"));
}
