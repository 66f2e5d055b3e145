using Mesh.Node.Processes;

namespace Mesh.Node.Helper;

/// <summary>How the compiler ended, and how long it worked.</summary>
/// <param name="Exit">Null when it did not end in its time, and was ended.</param>
internal sealed record CompilerExit(ChildExit? Exit, TimeSpan Wall);
