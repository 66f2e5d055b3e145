using System.Diagnostics;
using System.Globalization;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Roots;

/// <summary>
/// The file system of a machine of another architecture: Debian's own packages, with a compiler and the pieces of Mono that a node needs.
/// They are unpacked and not configured, so that no foreign program runs in the making: half a minute each, under an emulator minutes.
/// </summary>
/// <param name="Architecture">As Debian calls it.</param>
/// <param name="Tools">Prefix of the binutils on this machine that read its objects.</param>
/// <param name="Loader">Its dynamic loader, relative to the root.</param>
/// <param name="Emulation">What runs its programs where the kernel does not.</param>
/// <param name="Processor">What qemu shall be, where the programs need it; null for its default.</param>
internal sealed record DebianRoot(string Architecture, string Tools, string Loader, Emulation Emulation, string? Processor)
{
    /// <summary>Raised when what is below is done differently, so that a kept root of the old kind is not used.</summary>
    private const int Recipe = 1;

    private const string Release = "bookworm";
    private const string Packages =
        "gcc,g++,make,libc6-dev,libzstd1,zlib1g,mono-runtime,libmono-system4.0-cil,libmono-system-core4.0-cil,libmono-posix4.0-cil,distcc";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static DebianRoot I386 { get; } = new("i386", "", "lib/ld-linux.so.2", Emulation.I386, null);

    /// <summary>ARMv7, hard float: a Raspberry Pi 2 or later with Debian.</summary>
    public static DebianRoot Armhf { get; } = new("armhf", "arm-linux-gnueabihf-", "lib/ld-linux-armhf.so.3", Emulation.Arm, null);

    /// <summary>Soft float on an ARM1176: the processor of the first Raspberry Pi.</summary>
    public static DebianRoot Armel { get; } = new("armel", "arm-linux-gnueabi-", "lib/ld-linux.so.3", Emulation.Arm, "arm1176");

    public bool IsArm => Emulation == Emulation.Arm;

    public static IReadOnlyList<DebianRoot> All { get; } = [I386, Armhf, Armel];

    private const string Building = ".building.";

    private static string Home => Path.Combine(DebianSource.Cache, "roots");

    private string Folder => Path.Combine(Home, $"{Release}-{Architecture}.{Recipe}");

    /// <returns>The root's folder, not to be written to.</returns>
    /// <exception cref="LabUnavailableException">It is not there and cannot be made here, or its programs cannot run.</exception>
    public async Task<string> FetchAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(Folder)) await MakeAsync(cancel);
        await Emulation.PrepareAsync(LoaderIn(Folder), cancel);
        return Folder;
    }

    /// <summary>The root's dynamic loader, which needs nothing of its root, in the folder of <see cref="FetchAsync"/>.</summary>
    public string LoaderIn(string folder) => Path.Combine(folder, Loader);

    private async Task MakeAsync(CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess) throw new LabUnavailableException($"only root can make {Folder}");
        foreach (var tool in new[] { "debootstrap", "dpkg-deb", "tar" })
        {
            if (Privilege.Find(tool) is null) throw new LabUnavailableException($"making {Folder} needs {tool}");
        }
        // Built beside and renamed: what is there is whole, however the building ended.
        Directory.CreateDirectory(Home);
        await SweepAsync();
        var scratch = Directory.CreateDirectory($"{Folder}{Building}{Environment.ProcessId}.{Guid.NewGuid():n}").FullName;
        try
        {
            await BuildAsync(scratch, cancel);
            Directory.Move(scratch, Folder);
        }
        catch (IOException) when (Directory.Exists(Folder))
        {
            // another process was faster
        }
        finally
        {
            await RemoveAsync(scratch);
        }
    }

    /// <summary>Removes what builders that were killed left.</summary>
    private static async Task SweepAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Home, $"*{Building}*"))
        {
            var pid = folder[(folder.IndexOf(Building, StringComparison.Ordinal) + Building.Length)..].Split('.')[0];
            if (int.TryParse(pid, CultureInfo.InvariantCulture, out var builder) && !Signals.IsAlive(builder)) await RemoveAsync(folder);
        }
    }

    private static Task RemoveAsync(string folder) => HostCommand.RunAsync(new ProcessStartInfo("rm", ["-rf", folder]), Limit, CancellationToken.None);

    private async Task BuildAsync(string root, CancellationToken cancel)
    {
        await RunAsync(cancel, "debootstrap", $"--arch={Architecture}", "--variant=minbase", "--foreign", $"--include={Packages}", Release, root, AptSources.Mirror());
        await RunAsync(cancel, "sh", "-euc", Unpack, "sh", root);
    }

    // What debootstrap's second stage and the packages' own scripts would do, as far as a node and a build need it. In some containers
    // debootstrap makes /proc a link. tar must not replace /lib, a link to /usr/lib, by a folder.
    private const string Unpack = """
        root=$1
        rm -f "$root/proc"
        for deb in "$root"/var/cache/apt/archives/*.deb; do
            dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --keep-directory-symlink
            rm "$deb"
        done
        rm -rf "$root/debootstrap" "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/locale"
        mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/run" "$root/tmp" "$root/mnt" "$root/srv" "$root/var/tmp"
        for link in cc:gcc c++:g++ awk:mawk; do ln -sf "${link#*:}" "$root/usr/bin/${link%%:*}"; done
        printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n' > "$root/etc/passwd"
        printf 'root:x:0:\nnogroup:x:65534:\n' > "$root/etc/group"
        printf '127.0.0.1 localhost\n::1 localhost\n' > "$root/etc/hosts"
        """;

    private static async Task RunAsync(CancellationToken cancel, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        var result = await HostCommand.RunAsync(start, Limit, cancel);
        if (result.ExitCode != 0) throw new LabUnavailableException($"a root could not be made: {command[0]}: {result.Error.Trim()} {Last(result.Out)}");
    }

    private static string Last(string text) => string.Join('\n', text.TrimEnd().Split('\n').TakeLast(3));
}
