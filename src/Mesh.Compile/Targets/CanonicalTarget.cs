namespace Mesh.Compile.Targets;

/// <summary>
/// What a triplet promises, however it is spelt: <c>armv6j-hardfloat-linux-gnueabi</c> (Gentoo), <c>armv6-rpi-linux-gnueabi</c> (crosstool-ng) and
/// <c>arm-linux-gnueabihf</c> (Debian) are one family. Good for proposing compilers that are worth asking; what they make, only they can say.
/// </summary>
/// <param name="Family">The processor family: compilers of one can be told to make each other's code. <c>x86</c> has both widths.</param>
/// <param name="System"><c>linux</c>, <c>darwin</c>, <c>windows</c>, <c>freebsd</c>...; <c>none</c> for bare metal.</param>
/// <param name="Library"><c>gnu</c>, <c>musl</c>, <c>uclibc</c>, <c>bionic</c>; empty where there is none, or the system has its own.</param>
/// <param name="BigEndian">By the name alone; null where the name leaves it open.</param>
internal sealed record CanonicalTarget(string Family, string System, string Library, bool? BigEndian)
{
    /// <summary>Null for a name that is none, or of a processor that is not known.</summary>
    public static CanonicalTarget? Of(string triplet) => TargetTriplet.Parse(triplet) is { } parts && FamilyOf(parts.Arch) is { } family
        ? new CanonicalTarget(family, SystemOf(parts.Os, parts.Abi), LibraryOf(parts), ByteOrder(family, parts.Arch))
        : null;

    /// <summary>Whether a compiler of this target is worth asking for code of that one. The library does not count: it shows in the facts, where it matters.</summary>
    public bool MayServe(CanonicalTarget wanted) =>
        Family == wanted.Family && System == wanted.System && (BigEndian is null || wanted.BigEndian is null || BigEndian == wanted.BigEndian || Family is "mips" or "powerpc" or "arm" or "aarch64" or "sh");

    private static string? FamilyOf(string arch) => arch switch
    {
        "x86_64" or "x86_64h" or "amd64" or "i386" or "i486" or "i586" or "i686" or "i786" or "x86" => "x86",
        _ when arch.StartsWith("aarch64", StringComparison.Ordinal) || arch.StartsWith("arm64", StringComparison.Ordinal) => "aarch64",
        _ when arch.StartsWith("arm", StringComparison.Ordinal) || arch.StartsWith("thumb", StringComparison.Ordinal) || arch.StartsWith("xscale", StringComparison.Ordinal) => "arm",
        _ when arch.StartsWith("mips", StringComparison.Ordinal) => "mips",
        _ when arch.StartsWith("powerpc", StringComparison.Ordinal) || arch.StartsWith("ppc", StringComparison.Ordinal) => "powerpc",
        _ when arch.StartsWith("riscv", StringComparison.Ordinal) => "riscv",
        _ when arch.StartsWith("sparc", StringComparison.Ordinal) => "sparc",
        _ when arch.StartsWith("loongarch", StringComparison.Ordinal) => "loongarch",
        _ when arch.StartsWith("alpha", StringComparison.Ordinal) => "alpha",
        _ when arch.StartsWith("hppa", StringComparison.Ordinal) || arch.StartsWith("parisc", StringComparison.Ordinal) => "hppa",
        _ when arch.StartsWith("sh", StringComparison.Ordinal) && arch.Length <= 6 => "sh",
        "s390" or "s390x" => "s390",
        "m68k" or "ia64" or "avr" or "msp430" or "pru" or "or1k" or "nios2" or "xtensa" or "arc" or "csky" => arch,
        _ when arch.StartsWith("m680", StringComparison.Ordinal) => "m68k",
        "arceb" => "arc",
        "microblaze" or "microblazeel" => "microblaze",
        _ => null,
    };

    private static string SystemOf(string os, string abi)
    {
        var name = os.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        return name switch
        {
            "macos" or "macosx" => "darwin",
            "mingw" or "mingw32" or "mingw32ucrt" or "msys" or "windows" or "cygwin" => "windows",
            "netbsdelf" => "netbsd",
            "elf" or "eabi" or "eabihf" or "unknown" => "none",
            "gnu" => "hurd",
            "linux" when abi.StartsWith("android", StringComparison.Ordinal) => "android",
            _ => name,
        };
    }

    private static string LibraryOf(TargetTriplet parts) =>
        parts.Abi.StartsWith("gnu", StringComparison.Ordinal) && parts.Os == "linux" ? "gnu"
        : parts.Abi.StartsWith("musl", StringComparison.Ordinal) ? "musl"
        : parts.Abi.StartsWith("uclibc", StringComparison.Ordinal) ? "uclibc"
        : parts.Abi.StartsWith("android", StringComparison.Ordinal) ? "bionic"
        : parts.Os == "linux" && parts.Abi.Length == 0 ? "gnu"
        : "";

    private static bool? ByteOrder(string family, string arch) => family switch
    {
        "x86" or "alpha" or "loongarch" or "avr" or "msp430" or "pru" or "ia64" or "nios2" => false,
        "m68k" or "s390" or "sparc" or "hppa" or "or1k" => true,
        "mips" => !arch.EndsWith("el", StringComparison.Ordinal),
        "powerpc" => !arch.EndsWith("le", StringComparison.Ordinal),
        "arm" => arch.StartsWith("armeb", StringComparison.Ordinal) || arch.EndsWith("b", StringComparison.Ordinal),
        "aarch64" => arch.EndsWith("_be", StringComparison.Ordinal),
        "riscv" => arch.EndsWith("be", StringComparison.Ordinal),
        "arc" => arch == "arceb",
        "sh" when arch.EndsWith("eb", StringComparison.Ordinal) => true,
        "microblaze" => !arch.EndsWith("el", StringComparison.Ordinal),
        _ => null,
    };
}
