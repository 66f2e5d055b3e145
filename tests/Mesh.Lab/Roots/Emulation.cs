using System.ComponentModel;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Roots;

/// <summary>Lets the kernel start another architecture's programs by qemu, for as long as a lab machine lives.</summary>
/// <param name="Name">What the registration is called in binfmt_misc.</param>
/// <param name="Qemu">The program.</param>
/// <param name="Magic">Which programs it runs, as binfmt_misc takes it: their first bytes and the mask of the bits that count (qemu's scripts/qemu-binfmt-conf.sh).</param>
/// <param name="Package">The package of backports that has it, for one that is fetched; null for one that has to be installed.</param>
internal sealed record Emulation(string Name, string Qemu, string Magic, string? Package)
{
    public static Emulation Arm { get; } = new("qemu-arm", "/usr/libexec/qemu-binfmt/arm-binfmt-P",
        @"\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x28\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff", Package: null);

    /// <summary>
    /// For an x86_64 kernel that refuses i386's programs, as those of some virtual machines do. It has to be later than qemu 7.2, Debian 12's own,
    /// in which the threads of an i386 program share one table of segments: after a signal one has another's variables, and Mono crashes.
    /// </summary>
    public static Emulation I386 { get; } = new("qemu-i386", Path.Combine(DebianSource.Cache, "qemu/qemu-i386"),
        @"\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00:\xff\xff\xff\xff\xff\xfe\xfe\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff", Package: "qemu-user");

    /// <summary>Has qemu ready where the kernel refuses such a program.</summary>
    /// <param name="program">As for <see cref="SetUp"/>.</param>
    /// <exception cref="LabUnavailableException">It is neither here nor to be had.</exception>
    public async Task PrepareAsync(string program, CancellationToken cancel)
    {
        if (File.Exists(Qemu) || await RunsAsync(program, cancel)) return;
        if (Package is null) throw new LabUnavailableException($"{Name} needs the package qemu-user-static, which has {Qemu}");

        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Qemu)!).FullName;
        var scratch = Directory.CreateDirectory($"{folder}.fetching.{Environment.ProcessId}.{Guid.NewGuid():n}").FullName;
        try
        {
            var apt = await PrivateApt.OpenAsync(scratch, AptSources.ForBackports(), cancel);
            await apt.GetAsync(cancel, "download", Package);
            await PrivateApt.RunAsync(scratch, cancel, "dpkg-deb", "-x", Directory.EnumerateFiles(scratch, "*.deb").Single(), "package");
            File.Move(Path.Combine(scratch, "package/usr/bin", Name), Qemu, overwrite: true);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>
    /// Shell commands for a machine that is being set up, whose /proc is at <paramref name="proc"/>: where the kernel refuses
    /// <paramref name="program"/>, it is told of qemu; the flag F opens qemu at once, outside of any root. Since Linux 6.7 the
    /// registration ends with the last mount of binfmt_misc, so each machine holds one. Two machines may come at once: then one finds it done.
    /// Not everybody may mount it, and where the kernel runs the program nobody has to.
    /// </summary>
    /// <param name="program">Knows --version, and needs nothing of its root.</param>
    public string SetUp(string proc, string program) => $"""
        mount -t binfmt_misc binfmt_misc {proc}/sys/fs/binfmt_misc || '{program}' --version >/dev/null 2>&1
        [ -e {Seen(proc)} ] || '{program}' --version >/dev/null 2>&1 || printf '%s' ':{Name}:M::{Magic}:{Qemu}:OPF' > {proc}/sys/fs/binfmt_misc/register || [ -e {Seen(proc)} ]
        """;

    /// <summary>Is there where the kernel has been told, as a machine sees it whose /proc is at <paramref name="proc"/>.</summary>
    public string Seen(string proc) => $"{proc}/sys/fs/binfmt_misc/{Name}";

    private static async Task<bool> RunsAsync(string program, CancellationToken cancel)
    {
        try
        {
            return (await HostCommand.RunAsync(cancel, [program, "--version"])).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
