namespace Mesh.Compile.Classification;

/// <summary>
/// Knows the files by which configure scripts and CMake try out a compiler. They measure this machine's compiler, and are so small that
/// a round trip costs more than it saves (distcc and icecream do the same).
/// </summary>
internal static class ConfigureProbe
{
    private static readonly string[] Beginnings = ["conftest.", "tmp.conftest.", "CMakeCCompilerId", "CMakeCXXCompilerId", "CMakeCCompilerABI", "CMakeCXXCompilerABI"];

    private static readonly string[] Directories = ["CMakeTmp", "CMakeScratch", "meson-private", "CompilerIdC", "CompilerIdCXX", ".sconf_temp"];

    private static readonly string[] DirectoryBeginnings = ["TryCompile-", "cmTC_", ".conf_check_"];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "testCCompiler.c", "testCXXCompiler.cxx", "CheckSymbolExists.c", "CheckSymbolExists.cxx", "CheckFunctionExists.c", "CheckFunctionExists.cxx",
        "CheckIncludeFile.c", "CheckIncludeFile.cxx", "CheckIncludeFiles.c", "CheckIncludeFiles.cxx", "CheckTypeSize.c", "CheckTypeSize.cpp",
        "CheckVariableExists.c", "CheckPrototypeDefinition.c", "CheckLibraryExists.c", "CheckForPthreads.c", "TestEndianess.c", "TestBigEndian.c",
        "feature_tests.c", "feature_tests.cxx",
    };

    /// <param name="output">CMake's older probes compile CMake's own files, and only the output's directory (<c>cmTC_1a2b3.dir</c>) tells.</param>
    public static bool IsProbe(string source, string? output)
    {
        string name = source[(source.LastIndexOf('/') + 1)..];
        return Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal))
            || Names.Contains(name) || IsInProbeDirectory(source) || (output is not null && IsInProbeDirectory(output));
    }

    private static bool IsInProbeDirectory(string path) => path.Split('/').SkipLast(1).Any(directory =>
        Array.IndexOf(Directories, directory) >= 0
        || Array.Exists(DirectoryBeginnings, beginning => directory.StartsWith(beginning, StringComparison.Ordinal)));
}
