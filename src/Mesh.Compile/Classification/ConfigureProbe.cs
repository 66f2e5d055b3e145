namespace Mesh.Compile.Classification;

/// <summary>
/// Knows the files by which configure scripts, CMake and their like try out a compiler. They measure this machine's compiler, and are so small that
/// a round trip costs more than it saves (distcc and icecream do the same).
/// </summary>
internal static class ConfigureProbe
{
    // autoconf, CMake, autosetup, libvpx and its kin.
    private static readonly string[] Beginnings =
        ["conftest.", "tmp.conftest.", "CMakeCCompilerId", "CMakeCXXCompilerId", "CMakeCCompilerABI", "CMakeCXXCompilerABI", "conftest__.", "vpx-conf-"];

    // CMake, meson, SCons, QEMU.
    private static readonly string[] Directories = ["CMakeTmp", "CMakeScratch", "meson-private", "CompilerIdC", "CompilerIdCXX", ".sconf_temp", "config-temp"];

    // CMake, waf, FFmpeg.
    private static readonly string[] DirectoryBeginnings = ["TryCompile-", "cmTC_", ".conf_check_", "ffconf."];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "testCCompiler.c", "testCXXCompiler.cxx", "CheckSymbolExists.c", "CheckSymbolExists.cxx", "CheckFunctionExists.c", "CheckFunctionExists.cxx",
        "CheckIncludeFile.c", "CheckIncludeFile.cxx", "CheckIncludeFiles.c", "CheckIncludeFiles.cxx", "CheckTypeSize.c", "CheckTypeSize.cpp",
        "CheckVariableExists.c", "CheckPrototypeDefinition.c", "CheckLibraryExists.c", "CheckForPthreads.c", "TestEndianess.c", "TestBigEndian.c",
        "feature_tests.c", "feature_tests.cxx", "_configtest.c", "autotest.c",   // the last two: Python's distutils, nginx
    };

    /// <param name="output">CMake's older probes compile CMake's own files, and only the output's directory (<c>cmTC_1a2b3.dir</c>) tells.</param>
    public static bool IsProbe(string source, string? output)
    {
        string name = source[(source.LastIndexOf('/') + 1)..];
        return Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal))
            || Names.Contains(name) || IsNumberedTest(name) || IsOfConfigGuess(source, name) || IsInProbeDirectory(source) || (output is not null && IsInProbeDirectory(output));
    }

    // zlib's configure: ztest and its process id.
    private static bool IsNumberedTest(string name) =>
        name.StartsWith("ztest", StringComparison.Ordinal) && name.EndsWith(".c", StringComparison.Ordinal) && name.Length > "ztest.c".Length
        && name["ztest".Length..^".c".Length].All(char.IsDigit);

    // config.guess, part of every configure script: $TMPDIR/cgXXXXXX/dummy.c, or cg and two numbers.
    private static bool IsOfConfigGuess(string source, string name) =>
        name == "dummy.c" && source.Split('/') is [.., var directory, _] && directory.StartsWith("cg", StringComparison.Ordinal);

    private static bool IsInProbeDirectory(string path) => path.Split('/').SkipLast(1).Any(directory =>
        Array.IndexOf(Directories, directory) >= 0
        || Array.Exists(DirectoryBeginnings, beginning => directory.StartsWith(beginning, StringComparison.Ordinal)));
}
