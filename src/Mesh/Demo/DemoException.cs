namespace Mesh.Demo;

/// <summary>The demonstration cannot go on, or showed something else than it promises.</summary>
internal sealed class DemoException(string message) : Exception(message);
