namespace Mesh.Node.Peers;

/// <summary>Small tables that are replaced as a whole when they change, and forget what was entered first.</summary>
internal static class Latest
{
    /// <summary>The table with this entry in it, the last, and no more than so many.</summary>
    public static IReadOnlyDictionary<string, T> With<T>(IReadOnlyDictionary<string, T> table, string key, T value, int most)
    {
        var others = table.Where(pair => pair.Key != key).ToList();
        return others.Skip(Math.Max(0, others.Count + 1 - most)).Append(new(key, value)).ToDictionary(pair => pair.Key, pair => pair.Value);
    }
}
