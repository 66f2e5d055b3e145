using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Processes;

namespace Mesh.Node.Wrapping;

/// <summary>Builds mesh-hands from its C source with this machine's compiler: a machine that builds C has one.</summary>
internal sealed class HandsBuilder(string source, SearchPath path)
{
    private const string NoCompiler =
        "no C compiler on PATH (looked for cc, gcc, clang, c99). "
        + "Debian, Ubuntu, Raspberry Pi OS: apt install gcc libc6-dev; Fedora: dnf install gcc; Alpine: apk add gcc musl-dev; Arch: pacman -S gcc";

    private static readonly string[] Compilers = ["cc", "gcc", "clang", "c99"];

    // Static: half the start-up time, for no library is mapped and bound. Some systems have no static libc.
    private static readonly string[][] Options = [["-O2", "-static"], ["-O2"], []];

    // A small board under load takes its time.
    private static readonly ChildLimits Patience = new(TimeSpan.FromMinutes(5), KeptBytes: 64 * 1024);

    /// <summary>Tells one source from another; <c>mesh-hands --mesh-version</c> prints the one it was built from.</summary>
    public string SourceHash { get; } = Hash(source);

    /// <summary>Builds <paramref name="target"/> unless the one there is up to date. The file appears complete or not at all.</summary>
    public async Task<HandsBuild> EnsureAsync(string target, CancellationToken cancel)
    {
        if (await IsUpToDateAsync(target, cancel).ConfigureAwait(false)) return new HandsBuild.UpToDate(target);
        var compilers = Compilers.Select(path.Find).OfType<string>().ToList();
        if (compilers.Count == 0) return new HandsBuild.Failed(NoCompiler);

        var draft = $"{target}-{Guid.NewGuid():N}";
        try
        {
            await File.WriteAllTextAsync(draft + ".c", source, cancel).ConfigureAwait(false);
            return await BuildAsync(compilers, draft, target, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HandsBuild.Failed(e.Message);
        }
        finally
        {
            Remove(draft + ".c");
            Remove(draft);
        }
    }

    private async Task<HandsBuild> BuildAsync(List<string> compilers, string draft, string target, CancellationToken cancel)
    {
        var complaints = new StringBuilder();
        foreach (var compiler in compilers)
        {
            foreach (var options in Options)
            {
                var result = await CompileAsync(compiler, options, draft, cancel).ConfigureAwait(false);
                if (result is ChildResult.Exited { Code: 0 } && await IsUpToDateAsync(draft, cancel).ConfigureAwait(false))
                {
                    Replace(draft, target);
                    return new HandsBuild.Built(target, compiler, options.Contains("-static"));
                }

                complaints.Append(compiler).Append(' ').Append(string.Join(" ", options)).Append(": ").AppendLine(Describe(result));
            }
        }

        return new HandsBuild.Failed($"the wrapper could not be built.{Environment.NewLine}{complaints}");
    }

    private Task<ChildResult> CompileAsync(string compiler, string[] options, string draft, CancellationToken cancel)
    {
        var command = new ChildCommand(compiler, [.. options, $"-DMESH_SOURCE_HASH=\"{SourceHash}\"", "-o", draft, draft + ".c"])
        {
            WorkingDirectory = "/",
            Environment = OwnEnvironment(),
        };
        return ChildProcess.RunAsync(command, Patience, cancel);
    }

    /// <summary>Whether that program runs here and was built from this very source.</summary>
    public async Task<bool> IsUpToDateAsync(string program, CancellationToken cancel)
    {
        if (!File.Exists(program)) return false;
        var result = await ChildProcess.RunAsync(new ChildCommand(program, ["--mesh-version"]), ChildLimits.Question, cancel).ConfigureAwait(false);
        return result is ChildResult.Exited { Code: 0 } exited && Encoding.UTF8.GetString(exited.Stdout).Trim() == SourceHash;
    }

    // The wrapper that may be in use meanwhile must not take this compile to a node, least of all to one being started.
    private static Dictionary<string, string> OwnEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        environment["LC_ALL"] = "C";
        environment["MESH_LOCAL"] = "1";
        return environment;
    }

    private static void Replace(string draft, string target)
    {
#if NETSTANDARD2_1
        // File.Move has no overwrite here, and deleting first would leave a moment without a wrapper.
        if (rename(draft, target) != 0) throw new IOException($"{target}: cannot be replaced");
#else
        File.Move(draft, target, overwrite: true);
#endif
    }

    private static string Describe(ChildResult result) => result switch
    {
        ChildResult.Exited exited => $"exit code {exited.Code}. {Encoding.UTF8.GetString(exited.Stderr).Trim()}",
        ChildResult.TimedOut late => $"not done after {late.After}",
        ChildResult.FailedToStart failed => failed.Why,
        _ => result.ToString(),
    };

    private static string Hash(string source)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(source)), 0, 12).Replace("-", "").ToLowerInvariant();
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A draft that cannot be deleted could not be written either; Masquerade clears what a crash left.
        }
    }

#if NETSTANDARD2_1
    [System.Runtime.InteropServices.DllImport("libc")]
    private static extern int rename(string from, string to);
#endif
}
