using System.Text;
using Mesh.Compile.Classification;
using Mesh.Wire.Hands;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>Has the hands run the real compiler, within the local slots.</summary>
internal sealed class LocalCompiler(LocalSlots slots, DispatchTotals totals, ILogger logger)
{
    /// <summary>Work that is no compile: every build does it here.</summary>
    private static readonly HashSet<string> NoCompile =
    [
        LocalReasons.Links, LocalReasons.Query, LocalReasons.NoInputs, LocalReasons.PreprocessOnly, LocalReasons.DependenciesOnly,
        LocalReasons.AssemblerSource, LocalReasons.ConfigureProbe,
    ];

    /// <summary>In the environment of what runs in a slot. What it calls runs in that slot too: to wait for another one could be to wait for itself.</summary>
    private const string InASlot = "MESH_SLOT=held";

    /// <summary>The source has something to say, and the compiler here says it: that is not the mesh's failure.</summary>
    private static readonly HashSet<string> SaysSomething = [DispatchReasons.PreprocessorMessage, DispatchReasons.CompilerMessage];

    public async Task RunAsync(HandsSession hands, Call call, Route.Here route, bool afterPeer)
    {
        var reason = route.Reason;
        var isCompile = reason.Weight == LocalWeight.Heavy && !NoCompile.Contains(reason.Code);
        if (isCompile && !SaysSomething.Contains(reason.Code) && call.Flags.HasFlag(CallFlags.RequireRemote))
        {
            await RefuseAsync(hands, reason).ConfigureAwait(false);
            return;
        }

        var weight = call.Environment.Contains(InASlot) ? LocalWeight.None : reason.Weight;
        using var lease = await hands.WatchAsync(cancel => slots.EnterAsync(weight, cancel).AsTask()).ConfigureAwait(false);
        totals.CountHere(reason, isCompile, afterPeer);
        logger.Here(call, reason, afterPeer);
        var hold = weight != LocalWeight.None;
        await hands.SendAsync(new Exec(hold, [], hold ? [.. route.EnvironmentEdits, InASlot] : route.EnvironmentEdits)).ConfigureAwait(false);
        if (hold)
        {
            await hands.UntilGoneAsync().ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(HandsSession hands, LocalReason reason)
    {
        var message = $"mesh: MESH_REQUIRE is set and this compile cannot run remotely: {reason.Text} ({reason.Code})\n";
        await hands.SendAsync(new Err(Encoding.UTF8.GetBytes(message))).ConfigureAwait(false);
        await hands.SendAsync(new Exit((uint)ExitCode.RemoteRequired)).ConfigureAwait(false);
    }
}
