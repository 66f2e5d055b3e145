using System.Diagnostics;

namespace Mesh.Lab;

/// <summary>By what right this process makes namespaces: as root, or in a user namespace of its own.</summary>
internal sealed record Privilege(IReadOnlyList<string> UnshareFlags, IReadOnlyList<string> EnterFlags)
{
    private static readonly Privilege Root = new([], []);
    private static readonly Privilege UserNamespace = new(["--user", "--map-root-user"], ["--user", "--preserve-credentials"]);

    private static readonly string[] Needed = ["ip", "unshare", "nsenter", "mount", "bash"];

    /// <exception cref="LabUnavailableException">Neither way works here.</exception>
    public static async Task<Privilege> FindAsync(CancellationToken cancel)
    {
        if (Needed.FirstOrDefault(tool => Find(tool) is null) is { } missing)
            throw new LabUnavailableException($"the lab needs the program {missing}");

        var reason = "";
        foreach (var candidate in new[] { Root, UserNamespace })
        {
            string[] command = ["unshare", .. candidate.UnshareFlags, "--net", "--mount", "--uts", "ip", "link", "add", "type", "bridge"];
            var result = await HostCommand.RunAsync(cancel, command);
            if (result.ExitCode == 0) return candidate;
            reason = result.Error.Trim();
        }
        throw new LabUnavailableException($"neither root nor an unprivileged user namespace with a network of its own: {reason}");
    }

    /// <summary>The first of that name on PATH, or in the system folders that an ordinary user's PATH leaves out.</summary>
    public static string? Find(string tool) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);
}
