using System.CommandLine;
using Mesh.Control;
using Mesh.Hands;
using Mesh.Node;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Doctor;
using Mesh.Node.Wrapping;
using Mesh.Running;
using Mesh.Views;
using Mesh.Wire;

namespace Mesh.Commands;

/// <summary><c>mesh doctor</c>: looks at everything that a compile through the mesh depends on, and says what is wrong and what to do.</summary>
internal static class DoctorCommand
{
    /// <summary>For asking the peers about every compiler here; the usual ones take about a second each at the first meeting.</summary>
    private static readonly TimeSpan InquiryPatience = TimeSpan.FromSeconds(15);

    public static Command Create(ProgramParts parts)
    {
        var socket = SocketFlag.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON (docs/STATUS.md) instead of text." };
        var command = new Command("doctor",
            "Find out why this machine gets no help, or gives none, and say what to do about it. Takes a few seconds; changes nothing. Exit code 0: nothing is wrong; 110: something is.") { socket, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var named = parsed.GetValue(socket) is { Length: > 0 } given ? Path.GetFullPath(given) : null;
            var report = DoctorReport.Of(Diagnosis.Of(await ExamineAsync(named, parts, cancel).ConfigureAwait(false)));
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(json) ? report.ToJson() + "\n" : DoctorView.Render(report));
            return (int)(report.Problems + report.Warnings > 0 ? ExitCode.FindingsFound : ExitCode.Ok);
        });
        return command;
    }

    private static async Task<Examination> ExamineAsync(string? named, ProgramParts parts, CancellationToken cancel)
    {
        var loaded = OptionsLoader.Load([], null, parts.Places);
        var path = parts.Places.Get("PATH") ?? "";
        var looking = parts.Examine(cancel);
        var (reach, status, notAsked) = await AskAsync(named is null ? DefaultPaths.SocketsToTry(parts.Places) : [named], parts.Places, cancel).ConfigureAwait(false);
        return new Examination
        {
            Reach = reach,
            Status = status,
            NotAsked = notAsked,
            ProgramVersion = Mesh.Node.Node.Version,
            Protocol = WireLimits.ProtocolVersion,
            Policy = loaded.Options.VersionPolicy,
            Mistakes = [.. loaded.Problems.Select(problem => problem.ToString())],
            SocketVariable = named is null ? parts.Places.Get("MESH_SOCKET") : null,
            KeepsLocal = IsOn("MESH_LOCAL", parts.Places),
            RequiresRemote = IsOn("MESH_REQUIRE", parts.Places),
            Network = await looking.ConfigureAwait(false),
            Wrapper = await MachineExaminer.WrapperAsync(Masquerade.DefaultDirectory(parts.Places.Get), path, cancel).ConfigureAwait(false),
            Sandbox = MachineExaminer.Sandbox(loaded.Options.Sandbox),
            Clock = MachineExaminer.Clock(parts.Time.GetUtcNow(), Directory.GetCurrentDirectory()),
            UsualCompilers = MachineExaminer.UsualCompilers(path),
        };
    }

    // As the hands read it.
    private static bool IsOn(string variable, SystemPlaces places) => places.Get(variable) is { } value && value != "0";

    private static async Task<(NodeReach Reach, StatusSnapshot? Status, IReadOnlyList<string> NotAsked)> AskAsync(IReadOnlyList<string> sockets, SystemPlaces places, CancellationToken cancel)
    {
        foreach (var socket in sockets)
        {
            ControlClient? node;
            try
            {
                node = await ControlClient.ConnectAsync([socket], cancel).ConfigureAwait(false);
            }
            catch (CommandException)
            {
                return (new NodeReach.Denied(socket), null, []);
            }

            if (node is null) continue;
            using (node)
            {
                try
                {
                    var status = await node.ReadStatusAsync(cancel).ConfigureAwait(false);
                    var reach = new NodeReach.Answered(socket, node.IsTrusted);
                    if (!node.IsTrusted) return (reach, status, []);
                    var (inquired, notAsked) = await InquireAsync(socket, status, places, cancel).ConfigureAwait(false);
                    return (reach, inquired, notAsked);
                }
                catch (CommandException e)
                {
                    return (new NodeReach.Silent(e.Message), null, []);
                }
            }
        }

        return (new NodeReach.Absent(sockets, await ElsewhereAsync(sockets, places, cancel).ConfigureAwait(false)), null, []);
    }

    /// <summary>
    /// Has the node find out for each of its compilers which peer agrees with it, as a first compile would; then its status tells. The compilers that builds call by
    /// their plain names come first, since there may be many and time is short. Returned besides: those that nothing was found out of.
    /// </summary>
    private static async Task<(StatusSnapshot Status, IReadOnlyList<string> NotAsked)> InquireAsync(string socket, StatusSnapshot status, SystemPlaces places, CancellationToken cancel)
    {
        if (!status.Peers.Any(peer => peer.State == "ready")) return (status, []);
        var usual = MachineExaminer.UsualCompilers(places.Get("PATH") ?? "");
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(InquiryPatience);
        var notAsked = new List<string>();
        foreach (var own in (status.Node?.Toolchains ?? []).OrderByDescending(own => usual.Contains(own.Path)))
        {
            try
            {
                using var asking = await ControlClient.ConnectAsync([socket], late.Token).ConfigureAwait(false);
                if (asking is not null) await asking.ExplainAsync(new TwinCommand([own.Path, "-c", "doctor.c"]), late.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is CommandException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                notAsked.Add($"{own.Compiler} {own.Version} for {own.Triplet}"); // the others may still be found out
            }
        }

        using var again = await ControlClient.ConnectAsync([socket], cancel).ConfigureAwait(false);
        return (again is null ? status : await again.ReadStatusAsync(cancel).ConfigureAwait(false), notAsked);
    }

    private static async Task<string?> ElsewhereAsync(IReadOnlyList<string> tried, SystemPlaces places, CancellationToken cancel)
    {
        try
        {
            var usual = DefaultPaths.SocketsToTry(places with { Environment = name => name == "MESH_SOCKET" ? null : places.Environment(name) });
            using var other = await ControlClient.ConnectAsync([.. usual.Except(tried)], cancel).ConfigureAwait(false);
            return other?.Path;
        }
        catch (CommandException)
        {
            return null; // another user's
        }
    }
}
