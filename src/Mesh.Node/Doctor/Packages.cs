using System.Text.RegularExpressions;
using Mesh.Compile.Targets;
using Mesh.Node.Control;

namespace Mesh.Node.Doctor;

/// <summary>Which package or command brings a compiler to a machine. Pure.</summary>
internal static class Packages
{
    /// <summary>The targets that Debian has cross compilers for, in its own spelling.</summary>
    private static readonly HashSet<string> DebianTargets =
    [
        "aarch64-linux-gnu", "alpha-linux-gnu", "arm-linux-gnueabi", "arm-linux-gnueabihf", "hppa-linux-gnu", "i686-linux-gnu", "m68k-linux-gnu",
        "mips-linux-gnu", "mips64-linux-gnuabi64", "mips64el-linux-gnuabi64", "mipsel-linux-gnu", "powerpc-linux-gnu", "powerpc64-linux-gnu", "powerpc64le-linux-gnu",
        "riscv64-linux-gnu", "s390x-linux-gnu", "sh4-linux-gnu", "sparc64-linux-gnu", "x86_64-linux-gnu", "x86_64-linux-gnux32",
    ];

    /// <summary>Gentoo's own word for its release, in the version line: <c>gcc version 13.2.1 20240210 (Gentoo 13.2.1_p20240210 p14)</c>.</summary>
    private static readonly Regex GentooRelease = new(@"\(Gentoo (?:Hardened )?([0-9][0-9A-Za-z._]*)", RegexOptions.CultureInvariant);

    /// <summary>What to run on a machine of that architecture to have that compiler for those languages, for each kind of system.</summary>
    public static string Install(ToolchainStatus wanted, IReadOnlyList<string> languages, string arch)
    {
        var (triplet, compiler, version) = (wanted.Triplet, wanted.Compiler, wanted.Version);
        var isNative = IsNative(triplet, arch);
        var ways = new List<string>();
        if (Debian(wanted, languages, arch) is { } packages) ways.Add($"Debian, Ubuntu, Raspberry Pi OS: `apt install {packages}`");
        ways.Add(Gentoo(wanted, isNative));
        if (compiler == "gcc" && !isNative) ways.Add($"anywhere, with crosstool-ng: `ct-ng list-samples`, `ct-ng SAMPLE` (the one nearest to {triplet}), `ct-ng menuconfig` (gcc {version}), `ct-ng build`");
        return string.Join("; ", ways);
    }

    /// <summary>Debian's word for a target; null for one that it has no compiler for. Another spelling of the same target gives the same word.</summary>
    public static string? DebianTarget(string triplet)
    {
        if (TargetTriplet.Parse(triplet) is not { Os: "linux" } target) return null;
        var cpu = Cpu(target.Arch);
        var name = $"{cpu}-linux-{Abi(cpu, target)}";
        return DebianTargets.Contains(name) ? name : null;
    }

    // Red Hat and SUSE leave "gnu" out. Hard float is in the ABI's name, or the vendor's (Gentoo, older crosstool-ng), or the processor's (Fedora's armv7hl).
    private static string Abi(string cpu, TargetTriplet target) =>
        target.Abi.Length == 0 ? "gnu"
        : cpu != "arm" || !target.Abi.StartsWith("gnueabi", StringComparison.Ordinal) ? target.Abi
        : target.Abi == "gnueabihf" || target.Vendor.Contains("hard", StringComparison.Ordinal) || target.Arch.EndsWith("hl", StringComparison.Ordinal) ? "gnueabihf"
        : "gnueabi";

    // gcc of x86_64 makes i686 code with -m32; for preprocessed text it needs no 32-bit library. A machine of either byte order calls itself mips.
    private static bool IsNative(string triplet, string arch) =>
        DebianTarget(triplet) is { } target && (target == DebianTarget(Machine(arch)) || (target == "i686-linux-gnu" && arch == "x86_64") || (target == "mipsel-linux-gnu" && arch == "mips") || (target == "mips64el-linux-gnuabi64" && arch == "mips64"));

    /// <summary>Debian's packages; null where it has none. Only the version's first number is in their names, from gcc 5 on; a release of Debian has one version for it.</summary>
    public static string? Debian(ToolchainStatus wanted, IReadOnlyList<string> languages, string arch)
    {
        var numbers = wanted.Version.Split('.');
        if (wanted.Compiler == "clang") return $"clang-{numbers[0]}";
        if (DebianTarget(wanted.Triplet) is not { } target) return null;
        var series = int.TryParse(numbers[0], out var major) && major < 5 && numbers.Length > 1 ? $"{numbers[0]}.{numbers[1]}" : numbers[0];
        var suffix = IsNative(wanted.Triplet, arch) ? "" : "-" + target.Replace('_', '-');
        return string.Join(" ", ((string[])["c", "c++"]).Where(languages.Contains).Select(language => $"{(language == "c" ? "gcc" : "g++")}-{series}{suffix}"));
    }

    // Gentoo's releases of one gcc version differ by a date, which crossdev wants to hear.
    private static string Gentoo(ToolchainStatus wanted, bool isNative) =>
        wanted.Compiler == "clang" ? $"Gentoo: `emerge --oneshot '=llvm-core/clang-{wanted.Version}*'`"
        : isNative ? $"Gentoo: `emerge --oneshot '=sys-devel/gcc-{wanted.Version}*'`"
        : $"Gentoo: `crossdev --gcc '~{(GentooRelease.Match(wanted.FullVersion) is { Success: true } release ? release.Groups[1].Value : wanted.Version)}' --target {wanted.Triplet}`";

    /// <summary>What plain gcc is for, on a machine that says that of itself.</summary>
    private static string Machine(string arch) => arch switch
    {
        "armv6l" or "armv7l" or "armv8l" => "arm-linux-gnueabihf",
        "armv4l" or "armv4tl" or "armv5tel" or "armv5tejl" => "arm-linux-gnueabi",
        "mips64" => "mips64-linux-gnuabi64",
        _ => $"{arch}-linux-gnu",
    };

    private static string Cpu(string arch) =>
        arch is "i386" or "i486" or "i586" or "i686" ? "i686"
        : arch is "arm64" ? "aarch64"
        : arch is "amd64" ? "x86_64"
        : arch is "ppc" or "ppc64" or "ppc64le" ? arch.Replace("ppc", "powerpc")
        : arch.StartsWith("arm", StringComparison.Ordinal) && !arch.StartsWith("armeb", StringComparison.Ordinal) ? "arm"
        : arch;
}
