using System.Collections;

namespace Mesh.Demo;

/// <summary>The user's environment without what configures the user's own mesh.</summary>
internal static class DemoEnvironment
{
    public static Dictionary<string, string> Of(params (string Name, string Value)[] additions)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (!IsOurs((string)variable.Key)) environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }
        foreach (var (name, value) in additions) environment[name] = value;
        return environment;
    }

    // MAKEFLAGS: a demonstration started by make must not wait for that make's job slots.
    private static bool IsOurs(string name) => name.StartsWith("MESH_", StringComparison.Ordinal) || name is "NOTIFY_SOCKET" or "MAKEFLAGS" or "MFLAGS";
}
