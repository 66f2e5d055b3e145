namespace Mesh.Compile.Classification;

/// <summary>Variables that change what a compiler does. Include paths (<c>CPATH</c>...) only matter to the preprocessor, which runs at home.</summary>
internal static class EnvironmentRules
{
    private static readonly (string Name, string Why)[] Variables =
    [
        ("DEPENDENCIES_OUTPUT", "makes the compiler write dependencies to a further file"),
        ("SUNPRO_DEPENDENCIES", "makes the compiler write dependencies to a further file"),
        ("GCC_EXEC_PREFIX", "chooses other parts of the compiler"),
        ("COMPILER_PATH", "chooses other parts of the compiler"),
        ("CCC_OVERRIDE_OPTIONS", "changes the command line behind its back"),
        ("CCC_ADD_ARGS", "changes the command line behind its back"),
        ("GCC_COMPARE_DEBUG", "makes the compiler compile twice and compare"),
        ("CXX_MODULE_MAPPER", "names a server or program that maps modules"),
        ("EXPERIMENTAL_SARIF_SOCKET", "makes the compiler report to another program"),
        ("CC_PRINT_OPTIONS", "makes the compiler keep a log"),
        ("CC_PRINT_HEADERS", "makes the compiler keep a log"),
        ("CC_PRINT_PROC_STAT", "makes the compiler keep a log"),
        ("CC_PRINT_INTERNAL_STAT", "makes the compiler keep a log"),
        ("CC_LOG_DIAGNOSTICS", "makes the compiler keep a log"),
        ("CLANG_CONFIG_FILE_SYSTEM_DIR", "reads options from a file"),
        ("CLANG_CONFIG_FILE_USER_DIR", "reads options from a file"),
        ("CLANG_NO_DEFAULT_CONFIG", "changes where options are read from"),
    ];

    /// <summary>The hands must send these with a call, or no rule ever applies.</summary>
    public static IEnumerable<string> Names => Variables.Select(variable => variable.Name);

    public static Blame? Blame(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, why) in Variables)
        {
            if (environment.ContainsKey(name))
            {
                return new Blame(LocalReasons.Environment, $"the environment variable {name} {why}");
            }
        }

        return null;
    }
}
