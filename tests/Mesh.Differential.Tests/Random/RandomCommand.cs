namespace Mesh.Differential.Tests.Random;

/// <summary>A compiler and the parts of its command line, each of one or two words that stay together.</summary>
internal sealed record RandomCommand(string Compiler, IReadOnlyList<string> Parts)
{
    /// <summary>The same with one part less, for each part.</summary>
    public IEnumerable<RandomCommand> Shorter() => Parts.Select((_, index) => this with { Parts = [.. Parts.Take(index), .. Parts.Skip(index + 1)] });

    public override string ToString() => $"{Compiler} {string.Join(' ', Parts)}";
}
