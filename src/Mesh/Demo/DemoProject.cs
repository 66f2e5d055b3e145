using System.Text;
using Mesh.Node.Processes;
using Mesh.Node.Wrapping;

namespace Mesh.Demo;

/// <summary>The bundled C project: unpacked, built with the compiler that PATH gives, compared.</summary>
internal sealed class DemoProject(string directory)
{
    private const string Prefix = "demo/";
    private const string ProgramName = "desk";

    private static readonly ChildLimits Patience = new(TimeSpan.FromMinutes(2), KeptBytes: 1 << 20);

    /// <summary>Writes the sources where they will be compiled; one directory for all builds, for objects may name it.</summary>
    public void Unpack()
    {
        var assembly = typeof(DemoProject).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var file = Path.Combine(directory, name.Substring(Prefix.Length));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var content = assembly.GetManifestResourceStream(name)!;
            using var written = File.Create(file);
            content.CopyTo(written);
        }
    }

    /// <summary>Builds from nothing; returns what was printed.</summary>
    public async Task<string> BuildAsync(SearchPath path, int width, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        foreach (var made in Directory.GetFiles(directory).Where(file => Path.GetExtension(file) is ".o" or ".d" or "")) if (Path.GetFileName(made) != "Makefile") File.Delete(made);
        var compiler = new[] { "gcc", "cc", "clang" }.FirstOrDefault(name => path.Find(name) is not null) ?? throw new DemoException("no C compiler on PATH (gcc, cc or clang)");
        return path.Find("make") is null
            ? await BuildByHandAsync(compiler, width, environment, cancel).ConfigureAwait(false)
            : await RunAsync(["make", $"-j{width}", $"CC={compiler}"], environment, cancel).ConfigureAwait(false);
    }

    public Task<string> RunProgramAsync(IReadOnlyList<string> arguments, CancellationToken cancel) =>
        RunAsync([Path.Combine(directory, ProgramName), .. arguments], DemoEnvironment.Of(), cancel);

    /// <summary>Every object's bytes, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Objects() =>
        Directory.GetFiles(directory, "*.o").ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);

    private async Task<string> BuildByHandAsync(string compiler, int width, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var names = Directory.GetFiles(directory, "*.c").Select(file => Path.GetFileNameWithoutExtension(file)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        using var slots = new SemaphoreSlim(width);
        var printed = await Task.WhenAll(names.Select(CompileAsync)).ConfigureAwait(false);
        return string.Concat(printed) + await RunAsync([compiler, "-o", ProgramName, .. names.Select(name => name + ".o"), "-lm"], environment, cancel).ConfigureAwait(false);

        async Task<string> CompileAsync(string name)
        {
            await slots.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                string[] command = [compiler, "-Iinclude", "-O2", "-std=c11", "-c", "-o", name + ".o", name + ".c"];
                return string.Join(" ", command) + "\n" + await RunAsync(command, environment, cancel).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private async Task<string> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        // Through env, which looks the program up on the PATH that it is given.
        var child = new ChildCommand("/usr/bin/env", command) { WorkingDirectory = directory, Environment = environment };
        return await ChildProcess.RunAsync(child, Patience, cancel).ConfigureAwait(false) switch
        {
            ChildResult.Exited { Code: 0, Signal: 0 } good => Text(good.Stdout) + Text(good.Stderr),
            ChildResult.Exited bad => throw new DemoException($"{string.Join(" ", command.Take(3))} failed:\n{Text(bad.Stdout)}{Text(bad.Stderr)}"),
            ChildResult.TimedOut late => throw new DemoException($"{command[0]} was not done after {late.After.TotalSeconds:0} s"),
            ChildResult.FailedToStart failed => throw new DemoException($"{command[0]}: {failed.Why}"),
            var other => throw new InvalidOperationException($"an unknown outcome: {other}"),
        };
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
