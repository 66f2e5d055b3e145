namespace Mesh.Node.Configuration;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    public static string DidYouMean(string typed, IEnumerable<string> known) => Nearest(typed, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>The nearest known word, if it is near: at most a third of its letters differ, case and dashes aside.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        var (word, distance) = known.Select(word => (word, Distance(Plain(typed), Plain(word)))).OrderBy(pair => pair.Item2).FirstOrDefault();
        return word is not null && distance <= Math.Max(1, word.Length / 3) ? word : null;
    }

    private static string Plain(string word) => word.Replace("-", "").Replace("_", "").ToLowerInvariant();

    /// <summary>Levenshtein's: the letters to insert, remove or replace.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
