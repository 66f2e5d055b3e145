using System.Diagnostics;
using Mesh.Node.Configuration;
using Mesh.Node.Doctor;
using Mesh.Node.Sandbox;
using Mesh.Node.Toolchains;
using Mesh.Node.Wrapping;

namespace Mesh.Running;

/// <summary>What <c>mesh doctor</c> sees of this machine and this shell without asking anybody.</summary>
internal static class MachineExaminer
{
    /// <summary>Enough to see that a tree is from the future; a kernel's has 80 000.</summary>
    private const int MostFiles = 5000;

    private static readonly string[] UsualNames = ["cc", "gcc", "clang", "c++", "g++", "clang++"];

    private static readonly string[] Bubblewraps = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

    /// <param name="usual">Where <c>mesh wrap</c> puts it unless it is told otherwise; a wrapper that stands on PATH is the one that is meant.</param>
    /// <param name="path">This shell's PATH.</param>
    /// <param name="cancel">The user's wish to stop.</param>
    public static async Task<WrapperFacts> WrapperAsync(string usual, string path, CancellationToken cancel)
    {
        var directory = path.Split(':').FirstOrDefault(entry => entry.StartsWith('/') && File.Exists(new Masquerade(entry).WrapperPath)) ?? usual;
        var masquerade = new Masquerade(directory);
        if (!File.Exists(masquerade.WrapperPath)) return new WrapperFacts { Directory = directory };
        var search = new SearchPath(path);
        var wrapped = Directory.GetFiles(directory).Select(file => Path.GetFileName(file)!).Where(name => name != SearchPath.WrapperName).ToList();
        var own = RealPath.Of(directory);
        var before = path.Split(':').TakeWhile(entry => RealPath.Of(entry) != own).ToList();
        return new WrapperFacts
        {
            Directory = directory,
            Exists = true,
            IsUpToDate = await new HandsBuilder(HandsSource.Read(), search).IsUpToDateAsync(masquerade.WrapperPath, cancel).ConfigureAwait(false),
            IsOnPath = path.Split(':').Any(entry => RealPath.Of(entry) == own),
            Overtaken = [.. wrapped.Select(name => before.Select(entry => Path.Combine(entry, name)).FirstOrDefault(File.Exists)).OfType<string>().OrderBy(file => file, StringComparer.Ordinal)],
            Unwrapped = [.. search.CompilerNames().Except(wrapped)],
        };
    }

    /// <summary>The real compilers behind the names that builds use; whatever stands before them (mesh, ccache) is passed over.</summary>
    public static IReadOnlyList<string> UsualCompilers(string path) =>
        [.. UsualNames
            .Select(name => path.Split(':').Where(entry => entry.Length > 0).Select(entry => RealPath.Of(Path.Combine(entry, name)))
                .FirstOrDefault(real => real is not null && Mesh.Node.Toolchains.ToolchainScanner.IsNamedCompiler(real)))
            .OfType<string>().Distinct()];

    public static SandboxFacts Sandbox(SandboxKind configured) => new()
    {
        HasLandlock = Landlock.IsAvailable,
        HasBubblewrap = Bubblewraps.Any(File.Exists),
        UsesBubblewrap = configured == SandboxKind.Bubblewrap,
    };

    /// <param name="now">What the clock says.</param>
    /// <param name="directory">Where the user builds.</param>
    public static ClockFacts Clock(DateTimeOffset now, string directory) => new(now, File.GetLastWriteTimeUtc(Program()), Future(directory, now + ClockChecks.Tolerance));

    // On Mono, and without single-file publishing, the process' own file is the runtime's.
    private static string Program()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "mesh.dll");
        if (File.Exists(assembly)) return assembly;
        using var self = Process.GetCurrentProcess();
        return self.MainModule?.FileName ?? "/";
    }

    private static IReadOnlyList<string> Future(string directory, DateTimeOffset limit)
    {
        try
        {
            return [.. Directory.EnumerateFiles(directory).Concat(Directory.EnumerateDirectories(directory).SelectMany(Directory.EnumerateFiles))
                .Take(MostFiles).Where(file => File.GetLastWriteTimeUtc(file) > limit.UtcDateTime).Select(file => Path.GetRelativePath(directory, file))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // not to be read, so nobody builds here
        }
    }
}
