using Mesh.Differential.Tests.Loopback;

namespace Mesh.Differential.Tests.Cases;

/// <summary>Runs one command both ways and says in what the results differ.</summary>
internal static class Comparison
{
    /// <summary>Times are often the same twice; of the two objects that <c>gcc -gctf</c> makes by chance, one comes eleven times running once in two thousand.</summary>
    private const int Repetitions = 10;

    public static async Task<Verdict> RunAsync(Workplace place, string command, CancellationToken cancel)
    {
        var bare = await place.RunBareAsync(command, cancel);
        var (meshed, journey) = await place.RunMeshedAsync(command, cancel);
        var differences = Differences(bare, meshed);
        foreach (var difference in differences.ToList())
        {
            if (await KnownDifferences.ExplainAsync(difference, cancel)) differences.Remove(difference);
        }

        // Only what differs between runs of the bare compiler is its own noise.
        for (var again = new List<Outcome>(); differences.Count > 0 && again.Count < Repetitions;)
        {
            again.Add(await place.RunBareAsync(command, cancel));
            differences.RemoveAll(new Noise(bare, again).Explains);
        }

        return new Verdict(command, CompilingCommand.Is(bare), bare.ExitCode, journey, differences);
    }

    private static List<Difference> Differences(Outcome bare, Outcome meshed)
    {
        var found = new List<Difference>();
        if (bare.ExitCode != meshed.ExitCode) found.Add(new Difference("exit code", Text(bare.ExitCode), Text(meshed.ExitCode)));
        Add("stdout", bare.Stdout, meshed.Stdout);
        Add("stderr", bare.Stderr, meshed.Stderr);
        foreach (var name in bare.Files.Traces.Keys.Union(meshed.Files.Traces.Keys))
        {
            var (wanted, got) = (bare.Files.Traces.GetValueOrDefault(name), meshed.Files.Traces.GetValueOrDefault(name));
            if (wanted?.Kind != got?.Kind)
            {
                found.Add(new Difference(name, Text(wanted?.Kind ?? "absent"), Text(got?.Kind ?? "absent")));
            }
            else
            {
                Add(name, wanted!.Bytes ?? [], got!.Bytes ?? []);
            }
        }

        return found;

        void Add(string what, byte[] wanted, byte[] got)
        {
            if (!wanted.AsSpan().SequenceEqual(got)) found.Add(new Difference(what, wanted, got));
        }
    }

    private static byte[] Text(object value) => System.Text.Encoding.UTF8.GetBytes(value.ToString()!);
}
