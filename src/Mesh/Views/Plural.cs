namespace Mesh.Views;

internal static class Plural
{
    /// <summary><c>1 slot</c>, <c>2 slots</c>.</summary>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
