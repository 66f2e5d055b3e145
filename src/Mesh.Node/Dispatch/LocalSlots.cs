using Mesh.Compile.Classification;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Holds back what runs on this machine: heavy work (compile, link) by the configured slots, light work (preprocess) by twice
/// as many, so that a fallback never floods a small machine and yet peers are fed first.
/// </summary>
internal sealed class LocalSlots(int slots)
{
    private readonly SlotGate _heavy = new(slots);
    private readonly SlotGate _light = new(2 * slots);

    public int Slots => slots;

    /// <summary>A slot of that weight, given back when disposed; at once for work that weighs nothing.</summary>
    public async ValueTask<SlotLease> EnterAsync(LocalWeight weight, CancellationToken cancel) => weight switch
    {
        LocalWeight.None => new SlotLease(null),
        LocalWeight.Light => await _light.EnterAsync(cancel).ConfigureAwait(false),
        _ => await _heavy.EnterAsync(cancel).ConfigureAwait(false),
    };
}
