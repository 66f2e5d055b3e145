namespace Mesh.Node.Doctor;

/// <summary>One thing that <c>mesh doctor</c> tells.</summary>
/// <param name="Id">Stable, for scripts and docs/TROUBLESHOOTING.md; see <see cref="FindingIds"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Sentence">What is so, with names and numbers.</param>
/// <param name="Remedy">What to do about it, as commands where there are any.</param>
internal sealed record Finding(string Id, Severity Severity, string Sentence, string Remedy);
