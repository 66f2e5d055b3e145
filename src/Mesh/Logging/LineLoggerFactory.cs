using Microsoft.Extensions.Logging;

namespace Mesh.Logging;

/// <summary>Loggers that write one readable line per event. The full logging package is not needed for that.</summary>
internal sealed class LineLoggerFactory(TextWriter output, LogLevel least, TimeProvider time) : ILoggerFactory
{
    private readonly LineLogger _logger = new(output, least, time);

    public ILogger CreateLogger(string categoryName) => _logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // The writer belongs to whoever gave it.
    }
}
