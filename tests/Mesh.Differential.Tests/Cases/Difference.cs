using System.Text;

namespace Mesh.Differential.Tests.Cases;

/// <param name="What">An output of the command, or a file's name.</param>
internal sealed record Difference(string What, byte[] Bare, byte[] Meshed)
{
    private const int ShownCharacters = 1500;

    public override string ToString()
    {
        if (IsText(Bare) && IsText(Meshed)) return $"  {What}:\n    bare: {Indented(Bare)}\n    mesh: {Indented(Meshed)}";
        var at = Bare.AsSpan().CommonPrefixLength(Meshed);
        return $"  {What}: {Bare.Length} bytes bare, {Meshed.Length} through the mesh, the first different one at {at}";
    }

    private static bool IsText(byte[] bytes) => !bytes.Contains((byte)0);

    private static string Indented(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return (text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…").TrimEnd('\n').Replace("\n", "\n          ", StringComparison.Ordinal);
    }
}
