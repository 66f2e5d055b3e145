using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>The caller's variables, as far as compilers look at them.</summary>
internal static class CallEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(Call call)
    {
        var environment = new Dictionary<string, string>();
        foreach (var entry in call.Environment)
        {
            var equals = entry.IndexOf('=');
            if (equals > 0)
            {
                environment[entry[..equals]] = entry[(equals + 1)..];
            }
        }

        return environment;
    }
}
