using System.Globalization;
using System.Text;
using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>The command that was called: which compiler it means, its exact bytes, and the environment it will get. As `identify` in hands.c.</summary>
internal sealed class TwinCommand
{
    private const string WrapperName = "mesh-hands";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH", "COMPILER_PATH", "LIBRARY_PATH", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
        "OBJC_INCLUDE_PATH", "DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES", "TMPDIR", "TERM", "TERM_URLS", "NO_COLOR", "CLICOLOR_FORCE",
        "CXX_MODULE_MAPPER", "EXPERIMENTAL_SARIF_SOCKET",
    };

    private static readonly string[] Prefixes = ["LC_", "GCC_", "CLANG_", "CC_PRINT_", "CC_LOG_", "CCC_", "CCACHE_", "MESH_"];

    private readonly List<byte[]> _environment;
    private readonly string? _trimmedPath;

    public TwinCommand(IReadOnlyList<string> typed)
    {
        Typed = typed[0];
        _environment = ProcessBytes.Read("/proc/self/environ") ?? ProcessBytes.ManagedEnvironment();
        var path = Variable("PATH");
        Found = Find(path ?? "/usr/local/bin:/usr/bin:/bin", Path.GetFileName(Typed), out var kept, out var behind);
        if (Typed.Contains('/') && !(IsProgram(Typed) && IsWrapper(Typed))) Found = IsProgram(Typed) ? Typed : null;
        Behind = behind;
        _trimmedPath = path is null ? null : kept;
        ShownName = Typed.Contains('/') ? Found ?? Typed : Typed;
        Bytes = [Encoding.UTF8.GetBytes(ShownName), .. ProcessBytes.Exact(typed).Skip(1)];
    }

    public string Typed { get; }

    /// <summary>The real compiler's path; null when PATH has none.</summary>
    public string? Found { get; }

    /// <summary>What the compiler gets as argv[0].</summary>
    public string ShownName { get; }

    /// <summary>The first masquerade directory on PATH, for messages.</summary>
    public string? Behind { get; }

    /// <summary>The arguments as they were given to this process, whatever their encoding.</summary>
    public IReadOnlyList<byte[]> Bytes { get; }

    public bool IsUtf8 => Bytes.All(ProcessBytes.IsUtf8);

    public int Depth => int.TryParse(Variable("MESH_DEPTH"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var depth) ? depth : 0;

    public bool IsOn(string name) => Variable(name) is { Length: > 0 } value && value != "0";

    public string? Variable(string name)
    {
        var prefix = Encoding.UTF8.GetBytes(name + "=");
        var bytes = _environment.FirstOrDefault(v => v.AsSpan().StartsWith(prefix));
        return bytes is null ? null : Encoding.UTF8.GetString(bytes, prefix.Length, bytes.Length - prefix.Length);
    }

    /// <summary>The caller's environment, but for PATH, MESH_DEPTH and the brain's edits.</summary>
    public IReadOnlyList<byte[]> Environment(IReadOnlyList<string> edits)
    {
        List<string> all = [$"MESH_DEPTH={Depth + 1}", .. edits];
        if (_trimmedPath is not null && !edits.Any(e => NameOf(e) == "PATH")) all.Add($"PATH={_trimmedPath}");
        var names = all.Select(e => Encoding.UTF8.GetBytes(NameOf(e))).ToList();
        return
        [
            .. _environment.Where(v => !names.Any(n => v.AsSpan().StartsWith(n) && (v.Length == n.Length || v[n.Length] == '='))),
            .. all.Where(e => e.Contains('=')).Select(Encoding.UTF8.GetBytes),
        ];
    }

    /// <summary>The file a command of the brain names: the call's compiler by its typed name or "", a path, or a name on PATH.</summary>
    public (string File, IReadOnlyList<byte[]> Arguments) Resolve(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0) return (Found!, Bytes);
        List<byte[]> rest = [.. arguments.Skip(1).Select(Encoding.UTF8.GetBytes)];
        var name = arguments[0];
        if (name.Length == 0 || name == Typed) return (Found!, [Encoding.UTF8.GetBytes(ShownName), .. rest]);
        var file = name.Contains('/') ? name : Find(_trimmedPath ?? "/usr/local/bin:/usr/bin:/bin", name, out _, out _) ?? name;
        return (file, [Encoding.UTF8.GetBytes(name), .. rest]);
    }

    public Call ToCall(string cwd)
    {
        var mask = Libc.umask(0);
        Libc.umask(mask);
        var flags = (Libc.isatty(1) != 0 ? CallFlags.StdoutIsTerminal : 0) | (Libc.isatty(2) != 0 ? CallFlags.StderrIsTerminal : 0)
            | (IsOn("MESH_REQUIRE") ? CallFlags.RequireRemote : 0);
        var absolute = Found!.StartsWith('/') ? Found : $"{cwd}/{Found}";
        var facts = FileFacts.Of(Found, follow: true, out _) ?? default;
        List<string> arguments = [Typed, .. Bytes.Skip(1).Select(Encoding.UTF8.GetString)];
        List<string> environment = [.. _environment.Select(Encoding.UTF8.GetString).Where(Matters)];
        return new Call(HandsLimits.Version, flags, mask, cwd, absolute, Libc.RealPath(Found) ?? absolute, facts.Identity, arguments, environment);
    }

    /// <summary>The first program of that name that is not the wrapper, and PATH without masquerade directories.</summary>
    private static string? Find(string path, string name, out string trimmed, out string? behind)
    {
        string? found = null;
        behind = null;
        var kept = new List<string>();
        foreach (var entry in path.Split(':'))
        {
            var directory = entry.Length > 0 ? entry : ".";
            var candidate = $"{directory}/{name}";
            var isWrapper = false;
            if (IsProgram(candidate))
            {
                isWrapper = IsWrapper(candidate);
                if (isWrapper) behind ??= directory;
                else found ??= candidate;
            }

            // A directory that holds other programs too stays on PATH.
            if (!isWrapper || !File.Exists($"{directory}/{WrapperName}")) kept.Add(entry);
        }

        trimmed = string.Join(":", kept);
        return found;
    }

    private static bool IsProgram(string path) =>
        FileFacts.Of(path, follow: true, out _) is { IsRegular: true } && Libc.access(Libc.Text(path), Libc.ExecuteAccess) == 0;

    private static bool IsWrapper(string path) => Path.GetFileName(Libc.RealPath(path)) == WrapperName;

    private static bool Matters(string variable)
    {
        var name = NameOf(variable);
        return Names.Contains(name) || Prefixes.Any(p => variable.StartsWith(p, StringComparison.Ordinal));
    }

    private static string NameOf(string variable) => variable.Split('=', 2)[0];
}
