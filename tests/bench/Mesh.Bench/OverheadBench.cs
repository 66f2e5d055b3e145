using Mesh.Lab;

namespace Mesh.Bench;

/// <summary>What each way of compiling adds to the compile of an empty file, in batches that alternate so that the machine's mood hits all alike.</summary>
internal sealed class OverheadBench(Arena arena, int rounds, int batch)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<Entry> _entries = [];

    /// <param name="file">Compiled; a name that configure scripts use stays local in a mesh.</param>
    public void Add(string title, Contender contender, string file = "empty.c") => _entries.Add(new Entry(title, contender, file, []));

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        foreach (var file in new[] { "empty.c", "conftest.c" }) File.WriteAllText(Path.Combine(arena.Client.WorkOutside, file), "");
        foreach (var entry in _entries) await MeasureAsync(entry, cancel);   // warms caches and connections; not counted
        foreach (var entry in _entries) entry.Samples.Clear();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var entry in _entries) await MeasureAsync(entry, cancel);
        }
        return Render();
    }

    private async Task MeasureAsync(Entry entry, CancellationToken cancel)
    {
        var jobs = entry.Contender.JobsDone is { } count ? await count(cancel) : 0;
        var script = $"b=$(date +%s%N); i=0; while [ $i -lt {batch} ]; do gcc -c {entry.File} -o out.o || exit 1; i=$((i+1)); done; e=$(date +%s%N); echo $((e-b))";
        var cpu = arena.Client.CpuTime();
        var result = (await arena.Client.ExecInAsync(Machine.WorkFolder, Limit, cancel, entry.Contender.Command(script))).OrThrow(entry.Title);
        cpu = arena.Client.CpuTime() - cpu;
        entry.Samples.Add(new Sample(TimeSpan.FromTicks(long.Parse(result.Out.Trim()) / 100), cpu) / batch);
        if (entry.Contender.JobsDone is { } done && entry.File == "empty.c") entry.Remote += await done(cancel) - jobs;
    }

    private string Render()
    {
        var bare = Sample.MedianOf(_entries[0].Samples);
        var lines = new List<string>
        {
            $"Empty file, `gcc -c`, median of {rounds} alternating batches of {batch}; bare compiler {Ms(bare.Wall)} wall, {Ms(bare.Cpu)} CPU",
            "",
            "| | wall added | client CPU added | wall, ratio to bare | jobs done by the helper |",
            "|---|---|---|---|---|",
        };
        foreach (var entry in _entries.Skip(1))
        {
            var median = Sample.MedianOf(entry.Samples);
            var added = median - bare;
            var remote = entry.Contender.JobsDone is null || entry.File != "empty.c" ? "-" : $"{entry.Remote} of {(rounds + 1) * batch}";
            lines.Add($"| {entry.Title} | {Ms(added.Wall)} | {Ms(added.Cpu)} | {median.Wall / bare.Wall:0.00} | {remote} |");
        }
        return string.Join('\n', lines);
    }

    private static string Ms(TimeSpan time) => $"{time.TotalMilliseconds:0.00} ms";

    private sealed record Entry(string Title, Contender Contender, string File, List<Sample> Samples)
    {
        public long Remote { get; set; }
    }
}
