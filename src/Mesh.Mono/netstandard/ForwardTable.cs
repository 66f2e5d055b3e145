namespace Mesh.Mono.Netstandard;

/// <summary>Which assembly of Mono's base library has a type: forwards.txt names those that are not in mscorlib.</summary>
internal sealed class ForwardTable
{
    private const string Home = "mscorlib";

    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);

    // [assembly], then "Namespace.*" or "Namespace: Name Name"; a long line is continued by indenting.
    public ForwardTable(IEnumerable<string> lines)
    {
        var (assembly, space) = ("", "");
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[') assembly = line.Trim('[', ']');
            else if (line.EndsWith(".*", StringComparison.Ordinal)) _homes[line] = assembly;
            else
            {
                var colon = line.IndexOf(':');
                if (colon >= 0) space = line[..colon];
                foreach (var name in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)) _homes[$"{space}.{name}"] = assembly;
            }
        }
    }

    public IEnumerable<string> Assemblies => _homes.Values.Append(Home).Distinct();

    public string HomeOf(string space, string name) =>
        _homes.GetValueOrDefault($"{space}.{name}") ?? _homes.GetValueOrDefault($"{space}.*") ?? Home;
}
