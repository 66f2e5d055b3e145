namespace Mesh.Compile.Classification;

/// <summary>Why a command runs on this machine.</summary>
/// <param name="Code">One of <see cref="LocalReasons"/>; stable, counted in <c>mesh status</c>.</param>
/// <param name="Text">One sentence that names the option or file.</param>
/// <param name="Option">The option that caused it, as typed; null where it is another matter.</param>
internal sealed record LocalReason(string Code, string Text, LocalWeight Weight, string? Option = null);
