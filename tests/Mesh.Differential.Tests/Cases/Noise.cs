using System.Text;
using System.Text.RegularExpressions;

namespace Mesh.Differential.Tests.Cases;

/// <summary>
/// What the bare compiler itself does differently in several runs: names of temporary files, times, random seeds. Nothing is forgiven that all
/// bare runs agree on.
/// </summary>
internal sealed partial class Noise(Outcome first, IReadOnlyList<Outcome> again)
{
    public bool Explains(Difference difference) => again.Any(second => difference.What switch
    {
        "exit code" => false,
        "stdout" => Explains(first.Stdout, second.Stdout, difference),
        "stderr" => Explains(first.Stderr, second.Stderr, difference),
        var name => first.Files.Traces.TryGetValue(name, out var one) && second.Files.Traces.TryGetValue(name, out var other)
            && one.Kind == other.Kind && one.Bytes is not null && Explains(one.Bytes, other.Bytes!, difference),
    });

    private static bool Explains(byte[] bare, byte[] again, Difference difference) => !bare.AsSpan().SequenceEqual(again)
        && (Plain(bare) == Plain(difference.Meshed) || Plain(bare) != Plain(again));

    private static string Plain(byte[] bytes) => Numbers().Replace(TemporaryNames().Replace(Encoding.Latin1.GetString(bytes), "TEMPORARY"), "0");

    [GeneratedRegex("/tmp/(cc[A-Za-z0-9]{6}|[A-Za-z0-9_.+-]+-[0-9a-f]{6})")]
    private static partial Regex TemporaryNames();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
