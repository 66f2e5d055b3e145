using Mesh.Lab;

namespace Mesh.Differential.Tests.Loopback;

/// <summary>Where one shell command's compiles went.</summary>
/// <param name="Remote">Compiled by the helper.</param>
/// <param name="LocalReasons">Why others were not.</param>
internal sealed record Journey(long Remote, IReadOnlyList<string> LocalReasons)
{
    /// <summary>All of the command's compiles were the helper's.</summary>
    public bool IsRemote => Remote > 0 && LocalReasons.Count == 0;

    public string Where => LocalReasons.Count > 0 ? string.Join(" ", LocalReasons) : Remote > 0 ? "remote" : "unseen";

    public static Journey Between(MeshStatus before, MeshStatus after) => new(
        (after.Totals - before.Totals).Remote,
        [.. after.LocalReasons.Where(reason => reason.Value > before.LocalReasons.GetValueOrDefault(reason.Key)).Select(reason => reason.Key).Order(StringComparer.Ordinal)]);
}
