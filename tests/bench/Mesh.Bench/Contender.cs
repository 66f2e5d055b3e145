using Mesh.Lab;

namespace Mesh.Bench;

/// <summary>One way of compiling on the client: an environment in which the plain command lines are run.</summary>
/// <param name="Environment">NAME=value for <c>env</c>, in front of the command.</param>
/// <param name="JobsDone">How many compiles its helper has done so far; null for a way that has none.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Environment, Func<CancellationToken, Task<long>>? JobsDone)
{
    public static Contender Bare { get; } = new("bare compiler", [$"PATH={Machine.SystemPath}"], null);

    public string[] Command(string script) => ["env", .. Environment, "sh", "-c", script];
}
