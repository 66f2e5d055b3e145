namespace Mesh.Node.Dispatch;

/// <summary>How the search for a place at a peer ended.</summary>
internal abstract record PlaceResult : IDisposable
{
    private PlaceResult()
    {
    }

    /// <summary>Gives back the place, if there is one.</summary>
    public void Dispose() => (this as Taken)?.Place.Dispose();

    public sealed record Taken(Place Place) : PlaceResult;

    /// <summary>No peer is ready and takes jobs.</summary>
    public sealed record NoPeer : PlaceResult;

    /// <summary>Peers are ready, and none of their compilers will do.</summary>
    public sealed record NoToolchain(CompilerWish Wanted, string Why) : PlaceResult;

    /// <summary>The last jobs of every peer failed.</summary>
    public sealed record AllFailing(string Why) : PlaceResult;

    /// <summary>The peers are full, and enough jobs wait for them already.</summary>
    public sealed record AllBusy(int Waiting) : PlaceResult;
}
