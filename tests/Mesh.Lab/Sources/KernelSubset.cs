using System.Diagnostics;

namespace Mesh.Lab.Sources;

/// <summary>Forty files of a Linux kernel for the first Raspberry Pi, with the commands that compile them: tests/kernel-subset makes it.</summary>
internal static class KernelSubset
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    // The number is raised when tests/kernel-subset does something else, so that an old one is not used.
    private static string Folder => Path.Combine(DebianSource.Cache, "kernel-subset.1");

    /// <returns>The folder, not to be written to; its file "commands" has one command a line, to be run there.</returns>
    /// <exception cref="LabUnavailableException">It is not there and cannot be made here.</exception>
    public static async Task<string> FetchAsync(CancellationToken cancel)
    {
        if (Directory.Exists(Folder)) return Folder;
        foreach (var tool in new[] { "flex", "bison", "bc", "arm-linux-gnueabihf-gcc", "python3" })
        {
            if (Privilege.Find(tool) is null) throw new LabUnavailableException($"a piece of the kernel needs {tool}");
        }
        var scratch = Directory.CreateDirectory($"{Folder}.{Environment.ProcessId}").FullName;
        try
        {
            var made = await HostCommand.RunAsync(new ProcessStartInfo(Path.Combine(MeshProgram.RepositoryRoot, "tests/kernel-subset"), [scratch]), Limit, cancel);
            if (made.ExitCode != 0) throw new LabUnavailableException($"a piece of the kernel could not be made: {made.Error.Trim()}");
            Directory.Move(scratch, Folder);
        }
        catch (IOException) when (Directory.Exists(Folder))
        {
            // another process was faster
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
        return Folder;
    }
}
