namespace Mesh.Node.Configuration;

/// <summary>A flag that the command line gave: its spelling, the key that it sets, one word per use.</summary>
internal sealed record GivenFlag(string Flag, string Key, IReadOnlyList<string> Words);
