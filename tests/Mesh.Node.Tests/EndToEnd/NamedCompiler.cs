using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>
/// Stands in for a compiler that was built with another name and other defaults: a program that goes by the name, answers by it, and sets the defaults before it
/// becomes one of Debian's.
/// </summary>
internal static class NamedCompiler
{
    /// <summary>A directory with a compiler of that name and version 12.2.1, which no other compiler of this machine has.</summary>
    public static async Task<string> MakeAsync(TempDirectory work, string folder, string name, string real, params string[] defaults)
    {
        var directory = work.File(folder);
        Directory.CreateDirectory(directory);
        var words = string.Join(", ", defaults.Select(word => $"\"{word}\""));
        work.Write($"{name}.c", $$"""
            #include <stdio.h>
            #include <string.h>
            #include <unistd.h>
            static char *defaults[] = { {{words}} };
            int main(int argc, char **argv)
            {
                char *all[4096];
                int n = 0, i;
                if (argc == 2 && !strcmp(argv[1], "-v")) { fprintf(stderr, "Target: {{name}}\ngcc version 12.2.1 (crosstool-NG 1.26.0)\n"); return 0; }
                if (argc == 2 && !strcmp(argv[1], "-dumpmachine")) { puts("{{name}}"); return 0; }
                all[n++] = "{{real}}";
                for (i = 0; i < (int)(sizeof defaults / sizeof *defaults); i++) all[n++] = defaults[i];
                for (i = 1; i < argc && n < 4095; i++) all[n++] = argv[i];
                all[n] = NULL;
                execv("{{ExternalProgram.Find(real)}}", all);
                return 127;
            }
            """);
        var made = await ChildProcess.RunAsync(
            new ChildCommand("/usr/bin/gcc", ["-O1", work.File($"{name}.c"), "-o", Path.Combine(directory, name + "-gcc")]), ChildLimits.Question, TestContext.Current.CancellationToken);
        Assert.True(made is ChildResult.Exited { Code: 0 }, made.ToString());
        return directory;
    }
}
