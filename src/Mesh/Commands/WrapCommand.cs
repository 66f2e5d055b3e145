using System.CommandLine;
using Mesh.Node;
using Mesh.Node.Wrapping;
using Mesh.Running;
using Mesh.Views;

namespace Mesh.Commands;

/// <summary><c>mesh wrap</c>: makes the directory that, first on PATH, sends compiles through the mesh.</summary>
internal static class WrapCommand
{
    public static Command Create(ProgramParts parts)
    {
        var directory = WrapDirectory.Argument();
        var remove = new Option<bool>("--remove") { Description = "Delete what wrap made, and nothing else." };
        var command = new Command("wrap",
            "Build the compiler wrapper with this machine's C compiler, link every compiler's name on PATH to it, and print the line to add to PATH. Repeat it after installing a compiler.") { directory, remove };
        command.SetAction(async (parsed, cancel) =>
        {
            var masquerade = new Masquerade(WrapDirectory.Chosen(parsed, directory, parts.Places));
            var text = parsed.GetValue(remove)
                ? Remove(masquerade)
                : await WrapAsync(masquerade, parts.Places.Get("PATH"), cancel).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.Write(text);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static async Task<string> WrapAsync(Masquerade masquerade, string? searchPath, CancellationToken cancel)
    {
        var path = searchPath is null ? SearchPath.Current : new SearchPath(searchPath);
        return await masquerade.WrapAsync(new HandsBuilder(HandsSource.Read(), path), path, cancel).ConfigureAwait(false) switch
        {
            WrapResult.Wrapped wrapped => WrapView.Render(wrapped),
            WrapResult.Foreign foreign => throw new CommandException(ExitCode.WrapFailed,
                $"{foreign.Directory} holds files that are not ours ({string.Join(", ", foreign.Files.Take(3))}); give an empty directory"),
            WrapResult.Failed failed => throw new CommandException(ExitCode.WrapFailed, failed.Why),
            var other => throw new InvalidOperationException($"an unknown outcome: {other}"),
        };
    }

    private static string Remove(Masquerade masquerade)
    {
        var result = masquerade.Remove();
        return result.Problem is null ? WrapView.Render(result) : throw new CommandException(ExitCode.WrapFailed, result.Problem);
    }
}
