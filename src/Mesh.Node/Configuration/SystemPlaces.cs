using System.Runtime.InteropServices;

namespace Mesh.Node.Configuration;

/// <summary>What the default paths depend on: who runs this, and the variables that name directories.</summary>
internal sealed record SystemPlaces(bool IsRoot, Func<string, string?> Environment)
{
    public static SystemPlaces Current { get; } = new(geteuid() == 0, System.Environment.GetEnvironmentVariable);

    /// <summary>The variable's value; null when unset or empty, which the XDG specification calls the same.</summary>
    public string? Get(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    // Environment.IsPrivilegedProcess is missing from netstandard2.1.
    [DllImport("libc")]
    private static extern uint geteuid();
}
