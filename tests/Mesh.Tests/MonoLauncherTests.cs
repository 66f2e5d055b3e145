using System.Diagnostics;
using Mesh.Testing;

namespace Mesh.Tests;

/// <summary>The script that stands for the program where it runs on Mono.</summary>
public sealed class MonoLauncherTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    private string Tools => Path.Combine(_folder.Path, "tools");

    [Fact]
    public void Without_Mono_it_names_the_packages()
    {
        var (code, error) = Run("version");
        Assert.Equal(106, code);
        Assert.Contains("mono is missing", error, StringComparison.Ordinal);
        Assert.Contains("Raspberry Pi OS: apt install mono-runtime libmono-system4.0-cil libmono-system-core4.0-cil libmono-posix4.0-cil", error, StringComparison.Ordinal);
        Assert.Contains("Gentoo: emerge dev-lang/mono", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_assembly_is_named_with_its_package()
    {
        AddMono("mscorlib", "System");
        var (code, error) = Run("version");
        Assert.Equal(106, code);
        Assert.Contains("System.Core.dll Mono.Posix.dll is missing", error, StringComparison.Ordinal);
        Assert.Contains("apt install libmono-system-core4.0-cil libmono-posix4.0-cil\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_finds_its_program_through_links_and_passes_the_words_on()
    {
        AddMono("mscorlib", "System", "System.Core", "Mono.Posix");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "links"));
        var link = Path.Combine(_folder.Path, "links/mesh");
        File.CreateSymbolicLink(link, "../a folder/bin/mesh");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "a folder/bin"));
        File.Copy(Repository.File("src/Mesh.Mono/mesh.sh"), Path.Combine(_folder.Path, "a folder/bin/mesh"));

        var (code, output) = RunAs(link, "cc", "--", "two words", "");

        Assert.Equal(7, code);
        Assert.Equal($"<{_folder.Path}/links/../a folder/bin/../lib/mesh/mesh.dll> <cc> <--> <two words> <>\n", output);
    }

    [Theory]
    [InlineData(null, "nursery-size=1m")]
    [InlineData("major=marksweep", "major=marksweep")]
    public void The_collector_starts_small_unless_the_user_has_parameters_of_his_own(string? set, string expected)
    {
        AddMono("mscorlib", "System", "System.Core", "Mono.Posix");
        File.WriteAllText(Path.Combine(_folder.Path, "usr/bin/mono"), "#!/bin/sh\necho \"$MONO_GC_PARAMS\"\n");
        var start = Start(Repository.File("src/Mesh.Mono/mesh.sh"));
        if (set is not null) start.Environment["MONO_GC_PARAMS"] = set;

        Assert.Equal((0, expected + "\n"), Run(start));
    }

    public void Dispose() => _folder.Dispose();

    // A stand-in that prints what it is given, where a distribution has Mono: PREFIX/bin/mono and PREFIX/lib/mono/4.5.
    private void AddMono(params string[] assemblies)
    {
        var mono = Path.Combine(_folder.Path, "usr/bin/mono");
        var library = Path.Combine(_folder.Path, "usr/lib/mono/4.5");
        Directory.CreateDirectory(Path.GetDirectoryName(mono)!);
        Directory.CreateDirectory(library);
        foreach (var assembly in assemblies) File.WriteAllText(Path.Combine(library, assembly + ".dll"), "");
        File.WriteAllText(mono, "#!/bin/sh\nfor word; do case $word in --*=*) ;; *) out=\"$out<$word> \" ;; esac; done\necho \"${out% }\"\nexit 7\n");
        File.SetUnixFileMode(mono, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Tools);
        File.CreateSymbolicLink(Path.Combine(Tools, "mono"), mono);
    }

    private (int Code, string Said) Run(params string[] words) => RunAs(Repository.File("src/Mesh.Mono/mesh.sh"), words);

    // PATH has only what every system has, and Mono where the test put it.
    private (int Code, string Said) RunAs(string launcher, params string[] words) => Run(Start(launcher, words));

    private ProcessStartInfo Start(string launcher, params string[] words)
    {
        Directory.CreateDirectory(Tools);
        foreach (var tool in new[] { "readlink", "uname" }) File.CreateSymbolicLink(Path.Combine(Tools, tool), ExternalProgram.Find(tool)!);
        var start = new ProcessStartInfo("/bin/sh", [launcher, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Tools;
        return start;
    }

    private static (int Code, string Said) Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
