namespace Mesh.Wire.Messages;

/// <summary>Why a helper does not compile a job. None of these is the fault of the source code.</summary>
internal enum RefusalReason
{
    /// <summary>No slot is free; RetryAfterMs estimates when one will be.</summary>
    Busy = 1,

    /// <summary>No compiler here of that triplet, family, version and language.</summary>
    NoToolchain = 2,

    /// <summary>An option that is not on the helper's allow-list.</summary>
    OptionNotAllowed = 3,

    /// <summary>The helper is leaving.</summary>
    ShuttingDown = 4,

    /// <summary>Source, output or what the compiler printed is beyond a limit.</summary>
    TooLarge = 5,

    /// <summary>The source cannot be compiled faithfully away from home (it uses <c>.incbin</c>, for example).</summary>
    Unfit = 6,

    /// <summary>Something broke in the helper. Also what a reason of a later version is read as.</summary>
    Internal = 7,
}
