using Mesh.Compile.Classification;

namespace Mesh.Node.Dispatch;

/// <summary>A compile that is to be done here, and what led to it.</summary>
/// <param name="Route">How it is done here.</param>
/// <param name="AfterPeer">Whether a peer was tried: then it is a fallback.</param>
internal sealed record Homecoming(Route.Here Route, bool AfterPeer)
{
    /// <summary>Whether another peer may do better: the mesh failed, not the source.</summary>
    public bool TryAnother { get; private init; }

    /// <summary>Whether the text is at fault: another text of the same source may do.</summary>
    public bool IsUnfit { get; private init; }

    public static Homecoming Before(LocalReason reason) => new(new Route.Here(reason), AfterPeer: false);

    /// <summary>The preprocessor here found out, as it made the text.</summary>
    public static Homecoming OfText(LocalReason reason) => Before(reason) with { IsUnfit = DispatchReasons.IsOfText(reason) };

    public static Homecoming After(LocalReason reason) => new(new Route.Here(reason), AfterPeer: true);

    public static Homecoming Unfit(LocalReason reason) => After(reason) with { IsUnfit = true };

    public static Homecoming OrAnother(LocalReason reason) => After(reason) with { TryAnother = true };
}
