using System.Security.Cryptography;

namespace Mesh.Lab.Tests;

/// <summary>A shell command run in a fresh folder, and everything that it left: what the bare compiler and the mesh must agree on.</summary>
internal sealed record CommandCase(CommandResult Result, IReadOnlyDictionary<string, string> Files)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="path">The PATH that finds the compiler.</param>
    /// <param name="prepare">Lays out the folder.</param>
    public static async Task<CommandCase> RunAsync(MeshNode node, string path, Action<string> prepare, string command, CancellationToken cancel)
    {
        const string Name = "case";
        var outside = Path.Combine(node.Machine.WorkOutside, Name);
        if (Directory.Exists(outside)) Directory.Delete(outside, recursive: true);
        Directory.CreateDirectory(outside);
        prepare(outside);
        var result = await node.Machine.ExecInAsync(Path.Combine(Machine.WorkFolder, Name), Limit, cancel, "env", $"PATH={path}", "sh", "-c", command);
        var scratch = Path.Combine(node.Machine.Folder, "stripped");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(outside, "*", SearchOption.AllDirectories))
        {
            files[Path.GetRelativePath(outside, file)] = await DescribeAsync(file, scratch, cancel);
        }
        return new CommandCase(result, files);
    }

    private static async Task<string> DescribeAsync(string file, string scratch, CancellationToken cancel)
    {
        var mode = File.GetUnixFileMode(file);
        var whole = File.ReadAllBytes(file);
        // With -g the producer string tells of preprocessing; what remains after stripping must be equal to the byte.
        if (file.EndsWith(".o", StringComparison.Ordinal))
        {
            File.Delete(scratch);
            if ((await HostCommand.RunAsync(cancel, "objcopy", "--strip-debug", file, scratch)).ExitCode == 0) whole = File.ReadAllBytes(scratch);
        }
        return $"{Convert.ToHexString(SHA256.HashData(whole))} {mode}";
    }
}
