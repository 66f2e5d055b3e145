using System.Diagnostics;

namespace Mesh.Lab.Sources;

/// <summary>apt with a world of its own, so that neither root's rights nor the machine's configuration are needed or changed.</summary>
internal sealed class PrivateApt
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string _folder;
    private readonly string[] _options;

    private PrivateApt(string folder, string[] options)
    {
        _folder = folder;
        _options = options;
    }

    /// <param name="folder">Where it keeps its lists, and where it downloads to.</param>
    /// <param name="sources">A deb822 file's text (<see cref="AptSources"/>).</param>
    /// <exception cref="LabUnavailableException">There is no apt, or the sources are out of reach.</exception>
    public static async Task<PrivateApt> OpenAsync(string folder, string sources, CancellationToken cancel)
    {
        var lists = Path.Combine(folder, "apt/lists");
        Directory.CreateDirectory(Path.Combine(lists, "partial"));
        Directory.CreateDirectory(Path.Combine(folder, "apt/cache/archives/partial"));
        var list = Path.Combine(folder, "apt/private.sources");
        await File.WriteAllTextAsync(list, sources, cancel);
        var apt = new PrivateApt(folder,
        [
            "-q", "-o", $"Dir::Etc::sourcelist={list}", "-o", "Dir::Etc::sourceparts=-", "-o", $"Dir::State::lists={lists}",
            "-o", $"Dir::Cache={folder}/apt/cache", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Languages=none",
        ]);
        await apt.GetAsync(cancel, "update");
        return apt;
    }

    /// <summary>Runs apt-get.</summary>
    /// <exception cref="LabUnavailableException">It ended with an error.</exception>
    public Task GetAsync(CancellationToken cancel, params string[] arguments) => RunAsync(_folder, cancel, ["apt-get", .. _options, .. arguments]);

    /// <summary>Runs one of the programs that handle Debian's packages.</summary>
    /// <exception cref="LabUnavailableException">It is not there, or ended with an error.</exception>
    public static async Task RunAsync(string folder, CancellationToken cancel, params string[] command)
    {
        if (Privilege.Find(command[0]) is null) throw new LabUnavailableException($"fetching packages needs {command[0]}");
        var result = await HostCommand.RunAsync(new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder }, Limit, cancel);
        if (result.ExitCode != 0) throw new LabUnavailableException($"packages could not be fetched: {command[0]}: {result.Error.Trim()}");
    }
}
