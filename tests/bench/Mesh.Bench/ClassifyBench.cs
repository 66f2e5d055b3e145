using System.Diagnostics;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Bench;

/// <summary>What it costs to read a command line: a long one of a real shape, as a large CMake project gives it to every source.</summary>
internal static class ClassifyBench
{
    private const int Words = 200;
    private const int Batch = 2000;
    private static readonly TimeSpan WarmingUp = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, string> Environment = new() { ["LANG"] = "C.UTF-8", ["SOURCE_DATE_EPOCH"] = "1700000000" };

    public static string Run(int rounds)
    {
        var command = Command();
        if (Classify(command) is not Classification.Remote) throw new InvalidOperationException("the command of this bench does not travel");
        WarmUp(command);
        var micros = Enumerable.Range(0, rounds).Select(_ => Time(command)).Order().ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Batch; i++) Classify(command);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Batch;
        return $"""
            Classifying a command of {command.Count} words, median of {rounds} batches of {Batch}:

            | | |
            |---|---|
            | time | {micros[rounds / 2]:0.0} us |
            | allocated | {bytes} bytes, of which the plan's own lists are at least {2 * Words * IntPtr.Size} |
            """;
    }

    // The runtime compiles what is called often once more, in the background; a node that has been running for a minute is past that.
    private static void WarmUp(IReadOnlyList<string> command)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmingUp) Classify(command);
    }

    private static double Time(IReadOnlyList<string> command)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Batch; i++) Classify(command);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Batch;
    }

    private static Classification Classify(IReadOnlyList<string> command) => Classifier.Classify(command, CompilerFamily.Gcc, Environment, "/home/user/project/build");

    private static IReadOnlyList<string> Command()
    {
        List<string> words = ["g++", "-std=gnu++17", "-O2", "-g", "-fPIC", "-fvisibility=hidden", "-fno-strict-aliasing", "-Wall", "-Wextra", "-march=x86-64-v2", "-MD", "-MT", "src/x.cc.o", "-MF", "src/x.cc.o.d"];
        for (var i = 0; words.Count < Words - 5; i++)
        {
            words.Add((i % 4) switch { 0 => $"-DFEATURE_{i}=1", 1 => $"-I/home/user/project/module{i}/include", 2 => $"-Wno-error=option-{i}", _ => "-isystem" });
            if (words[^1] == "-isystem") words.Add($"/usr/include/library{i}");
        }
        words.AddRange(["-o", "src/x.cc.o", "-c", "/home/user/project/src/x.cc"]);
        return words;
    }
}
