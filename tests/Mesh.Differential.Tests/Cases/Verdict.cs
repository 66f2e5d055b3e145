using Mesh.Differential.Tests.Loopback;

namespace Mesh.Differential.Tests.Cases;

/// <param name="IsCompile">What <see cref="CompilingCommand"/> says of the bare run.</param>
internal sealed record Verdict(string Command, bool IsCompile, int ExitCode, Journey Journey, IReadOnlyList<Difference> Differences)
{
    public override string ToString() => $"{Command}\n  ({Journey.Where}, exit code {ExitCode})\n{string.Join('\n', Differences)}";
}
