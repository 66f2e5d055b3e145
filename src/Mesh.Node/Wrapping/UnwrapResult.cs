namespace Mesh.Node.Wrapping;

/// <summary>What <c>mesh wrap --remove</c> did. The directory itself goes when nothing foreign is left in it.</summary>
internal sealed record UnwrapResult(string Directory, IReadOnlyList<string> Removed, IReadOnlyList<string> Kept, string? Problem);
