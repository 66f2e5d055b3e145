using System.Security.Cryptography;

namespace Mesh.Lab.Sources;

/// <summary>A project's own copy on one machine, and what its builds leave in it.</summary>
internal sealed class BuildTree
{
    private static readonly TimeSpan CopyLimit = TimeSpan.FromMinutes(1);

    private readonly Machine _machine;
    private readonly RealProject _project;

    private BuildTree(Machine machine, RealProject project)
    {
        _machine = machine;
        _project = project;
    }

    /// <summary>The tree as the machine sees it.</summary>
    public string Folder => Path.Combine(Machine.WorkFolder, _project.Name);

    public string Outside => Path.Combine(_machine.WorkOutside, _project.Name);

    /// <summary>A fresh copy; one that was there before is removed.</summary>
    public static async Task<BuildTree> CopyAsync(Machine machine, RealProject project, CancellationToken cancel)
    {
        var tree = new BuildTree(machine, project);
        if (Directory.Exists(tree.Outside)) Directory.Delete(tree.Outside, recursive: true);
        (await HostCommand.RunAsync(cancel, "cp", "-a", await project.Source.FetchAsync(cancel), tree.Outside)).OrThrow("cp");
        return tree;
    }

    /// <summary>Runs the configure step, if the project has one.</summary>
    public async Task<CommandResult> ConfigureAsync(TimeSpan limit, CancellationToken cancel) =>
        await _machine.ExecInAsync(Folder, limit, cancel, "sh", "-c", _project.Configure);

    public Task<CommandResult> BuildAsync(int jobs, TimeSpan limit, CancellationToken cancel) =>
        _machine.ExecInAsync(Folder, limit, cancel, BuildCommand(jobs));

    /// <summary>A build that can be disturbed.</summary>
    public LabProcess StartBuild(int jobs) => _machine.Run(Folder, BuildCommand(jobs));

    /// <summary>Objects, dependency files and build tools' notes on them, by their path in the tree.</summary>
    public async Task<IReadOnlyDictionary<string, BuiltFile>> ResultsAsync(CancellationToken cancel)
    {
        var scratch = Path.Combine(_machine.Folder, "stripped");
        var results = new SortedDictionary<string, BuiltFile>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Outside, "*", SearchOption.AllDirectories).Where(IsResult))
        {
            var whole = Digest(file);
            var stripped = whole;
            if (file.EndsWith(".o", StringComparison.Ordinal))
            {
                (await HostCommand.RunAsync(cancel, [.. Strip, file, scratch])).OrThrow($"objcopy {file}");
                stripped = Digest(scratch);
            }
            results[Path.GetRelativePath(Outside, file)] = new BuiltFile(whole, stripped);
        }
        File.Delete(scratch);
        return results;
    }

    /// <summary>
    /// Every file of the tree, to find what should not be there. CMake's own notes, which an interrupted or second build leaves, do not count, nor
    /// does what is named by a digest of debug information.
    /// </summary>
    public IReadOnlySet<string> Files() =>
        Directory.EnumerateFiles(Outside, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Outside, file))
            .Where(file => !file.Contains("CMakeFiles/Progress/", StringComparison.Ordinal) && !file.Contains("/compiler_depend.", StringComparison.Ordinal)
                && !file.Contains("/.build-id/", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

    public int CountObjects() => Directory.EnumerateFiles(Outside, "*.o", SearchOption.AllDirectories).Count();

    // Of a compiler that runs on another architecture the package's revision may be another, which .comment names.
    private string[] Strip => _machine.Root is { } root
        ? [$"{root.Tools}objcopy", "--strip-debug", "--remove-section=.comment"]
        : ["objcopy", "--strip-debug"];

    // automake's, libtool's and Kbuild's notes beside each object, too.
    private static bool IsResult(string file) => Path.GetExtension(file) is ".o" or ".d" or ".Po" or ".Plo" or ".lo" or ".cmd";

    // Recipes of parallel jobs print as one piece each (-O), so that lines of different compilers do not mix.
    private string[] BuildCommand(int jobs) => ["env", $"JOBS={jobs}", "MAKEFLAGS=-Otarget", "CLICOLOR=0", "sh", "-c", _project.Build];

    private static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
