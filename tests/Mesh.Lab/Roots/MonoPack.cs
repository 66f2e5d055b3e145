using System.Diagnostics;

namespace Mesh.Lab.Roots;

/// <summary>What <c>install.sh --mono --pack</c> makes of this working tree, once per process; <c>MESH_MONO_PACK</c> names one that is there.</summary>
internal static class MonoPack
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Unpacks it into a folder on this machine.</summary>
    /// <returns>The launcher.</returns>
    public static async Task<string> UnpackAsync(string folder, CancellationToken cancel)
    {
        var archive = await Made.Value.WaitAsync(cancel);
        (await HostCommand.RunAsync(cancel, "tar", "-xzf", archive, "-C", folder)).OrThrow("tar");
        return Path.Combine(folder, "mesh/bin/mesh");
    }

    /// <summary>Carries it to a folder, as <c>mesh.tar.gz</c>.</summary>
    public static async Task CopyAsync(string folder, CancellationToken cancel) =>
        File.Copy(await Made.Value.WaitAsync(cancel), Path.Combine(folder, "mesh.tar.gz"));

    private static async Task<string> MakeAsync()
    {
        if (Environment.GetEnvironmentVariable("MESH_MONO_PACK") is { Length: > 0 } named) return Path.GetFullPath(named);
        // Named as a lab's folder is, so that the next lab removes it should this process be killed.
        var folder = Directory.CreateDirectory(Path.Combine(Lab.Home, $"{Lab.Prefix}{Environment.ProcessId}.pack")).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var archive = Path.Combine(folder, "mesh-mono.tar.gz");
        var start = new ProcessStartInfo(Path.Combine(MeshProgram.RepositoryRoot, "install.sh"), ["--mono", "--pack", archive]);
        start.Environment["PATH"] = $"{MeshProgram.DotnetRoot}:{Environment.GetEnvironmentVariable("PATH")}";
        (await HostCommand.RunAsync(start, Limit, CancellationToken.None)).OrThrow("install.sh --mono --pack");
        return archive;
    }
}
