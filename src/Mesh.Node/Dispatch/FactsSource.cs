namespace Mesh.Node.Dispatch;

/// <summary>Where facts about a compiler come from.</summary>
/// <param name="User">Whose process told them: to other users they mean nothing.</param>
/// <param name="File">The compiler's file as that process saw it: its size and its time.</param>
internal sealed record FactsSource(uint User, string File);
