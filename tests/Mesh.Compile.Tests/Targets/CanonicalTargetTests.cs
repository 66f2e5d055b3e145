using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Targets;

/// <summary>What names promise, as they are spelt by gcc's and clang's builders.</summary>
public sealed class CanonicalTargetTests
{
    // spelling | family | system | library | byte order by the name
    public static TheoryData<string, string, string, string, bool?> Spellings => new()
    {
        { "x86_64-linux-gnu", "x86", "linux", "gnu", false },
        { "x86_64-pc-linux-gnu", "x86", "linux", "gnu", false },
        { "x86_64-unknown-linux-gnu", "x86", "linux", "gnu", false },
        { "x86_64-redhat-linux", "x86", "linux", "gnu", false },
        { "x86_64-suse-linux", "x86", "linux", "gnu", false },
        { "x86_64-alpine-linux-musl", "x86", "linux", "musl", false },
        { "x86_64-linux-gnux32", "x86", "linux", "gnu", false },
        { "amd64-portbld-freebsd13.2", "x86", "freebsd", "", false },
        { "i386-linux-gnu", "x86", "linux", "gnu", false },
        { "i486-linux-gnu", "x86", "linux", "gnu", false },
        { "i586-suse-linux-gnu", "x86", "linux", "gnu", false },
        { "i686-linux-gnu", "x86", "linux", "gnu", false },
        { "i686-pc-linux-gnu", "x86", "linux", "gnu", false },
        { "i686-pc-linux-musl", "x86", "linux", "musl", false },
        { "i686-linux-android", "x86", "android", "bionic", false },
        { "x86_64-w64-mingw32", "x86", "windows", "", false },
        { "x86_64-pc-windows-msvc", "x86", "windows", "", false },
        { "x86_64-apple-darwin22.1.0", "x86", "darwin", "", false },
        { "x86_64-apple-macosx13.0.0", "x86", "darwin", "", false },
        { "x86_64-elf", "x86", "none", "", false },
        { "arm-linux-gnueabihf", "arm", "linux", "gnu", false },
        { "arm-linux-gnueabi", "arm", "linux", "gnu", false },
        { "armv6j-hardfloat-linux-gnueabi", "arm", "linux", "gnu", false },
        { "armv6j-unknown-linux-gnueabihf", "arm", "linux", "gnu", false },
        { "armv6-rpi-linux-gnueabi", "arm", "linux", "gnu", false },
        { "armv6-rpi-linux-gnueabihf", "arm", "linux", "gnu", false },
        { "armv7a-hardfloat-linux-gnueabi", "arm", "linux", "gnu", false },
        { "armv7l-unknown-linux-gnueabihf", "arm", "linux", "gnu", false },
        { "armv8l-unknown-linux-gnueabihf", "arm", "linux", "gnu", false },
        { "arm-bcm2708hardfp-linux-gnueabi", "arm", "linux", "gnu", false },
        { "arm-bcm2708-linux-gnueabi", "arm", "linux", "gnu", false },
        { "armv5tel-softfloat-linux-gnueabi", "arm", "linux", "gnu", false },
        { "armv5te-unknown-linux-musleabi", "arm", "linux", "musl", false },
        { "armv6-alpine-linux-musleabihf", "arm", "linux", "musl", false },
        { "armv7-unknown-linux-uclibceabihf", "arm", "linux", "uclibc", false },
        { "armeb-linux-gnueabi", "arm", "linux", "gnu", true },
        { "armv7b-unknown-linux-gnueabi", "arm", "linux", "gnu", true },
        { "arm-none-eabi", "arm", "none", "", false },
        { "arm-linux-androideabi", "arm", "android", "bionic", false },
        { "thumbv7em-none-eabihf", "arm", "none", "", false },
        { "aarch64-linux-gnu", "aarch64", "linux", "gnu", false },
        { "aarch64-unknown-linux-gnu", "aarch64", "linux", "gnu", false },
        { "aarch64-alpine-linux-musl", "aarch64", "linux", "musl", false },
        { "aarch64_be-linux-gnu", "aarch64", "linux", "gnu", true },
        { "aarch64-none-elf", "aarch64", "none", "", false },
        { "arm64-apple-darwin22.1.0", "aarch64", "darwin", "", false },
        { "mips-linux-gnu", "mips", "linux", "gnu", true },
        { "mipsel-linux-gnu", "mips", "linux", "gnu", false },
        { "mipsel-openwrt-linux-musl", "mips", "linux", "musl", false },
        { "mips64-linux-gnuabi64", "mips", "linux", "gnu", true },
        { "mips64el-linux-gnuabi64", "mips", "linux", "gnu", false },
        { "mips64-linux-gnuabin32", "mips", "linux", "gnu", true },
        { "mipsisa32r6el-linux-gnu", "mips", "linux", "gnu", false },
        { "powerpc-linux-gnu", "powerpc", "linux", "gnu", true },
        { "powerpc64-linux-gnu", "powerpc", "linux", "gnu", true },
        { "powerpc64le-linux-gnu", "powerpc", "linux", "gnu", false },
        { "ppc64le-redhat-linux", "powerpc", "linux", "gnu", false },
        { "powerpc-eabi", "powerpc", "none", "", true },
        { "riscv64-linux-gnu", "riscv", "linux", "gnu", false },
        { "riscv64-unknown-linux-musl", "riscv", "linux", "musl", false },
        { "riscv32-unknown-elf", "riscv", "none", "", false },
        { "s390x-linux-gnu", "s390", "linux", "gnu", true },
        { "s390-ibm-linux-gnu", "s390", "linux", "gnu", true },
        { "sparc64-linux-gnu", "sparc", "linux", "gnu", true },
        { "sparc-sun-solaris2.11", "sparc", "solaris", "", true },
        { "m68k-linux-gnu", "m68k", "linux", "gnu", true },
        { "alpha-linux-gnu", "alpha", "linux", "gnu", false },
        { "hppa-linux-gnu", "hppa", "linux", "gnu", true },
        { "sh4-linux-gnu", "sh", "linux", "gnu", null },
        { "loongarch64-unknown-linux-gnu", "loongarch", "linux", "gnu", false },
        { "avr-unknown-none", "avr", "none", "", false },
        { "msp430-elf", "msp430", "none", "", false },
        { "avr", "avr", "none", "", false },
        { "msp430", "msp430", "none", "", false },
        { "pru", "pru", "none", "", false },
        { "x86_64--netbsd", "x86", "netbsd", "", false },
        { "i486--netbsdelf", "x86", "netbsd", "", false },
        { "armv7--netbsdelf-eabihf", "arm", "netbsd", "", false },
        { "i786-pc-linux-gnu", "x86", "linux", "gnu", false },
        { "x86_64h-apple-macosx10.15", "x86", "darwin", "", false },
        { "x86_64-w64-mingw32ucrt", "x86", "windows", "", false },
        { "x86_64-pc-msys", "x86", "windows", "", false },
        { "arm64_32-apple-watchos9.0", "aarch64", "watchos", "", false },
        { "arm64ec-pc-windows-msvc", "aarch64", "windows", "", false },
        { "arm64_be-linux-gnu", "aarch64", "linux", "gnu", true },
        { "m68020-unknown-linux-gnu", "m68k", "linux", "gnu", true },
        { "arceb-linux-gnu", "arc", "linux", "gnu", true },
        { "arc-linux-uclibc", "arc", "linux", "uclibc", false },
        { "sh4aeb-linux-gnu", "sh", "linux", "gnu", true },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_spelling_is_read(string spelling, string family, string system, string library, bool? bigEndian) =>
        Assert.Equal(new CanonicalTarget(family, system, library, bigEndian), CanonicalTarget.Of(spelling));

    [Theory]
    [InlineData("frobnicator-linux-gnu")]
    [InlineData("gcc")]
    [InlineData("")]
    [InlineData("x86_64--")]
    [InlineData("x86_64-linux--gnu")]
    public void What_is_no_known_target_has_no_canonical_form(string spelling) => Assert.Null(CanonicalTarget.Of(spelling));

    [Theory]
    [InlineData("armv6-rpi-linux-gnueabi", "armv6j-hardfloat-linux-gnueabi", true)]
    [InlineData("arm-linux-gnueabihf", "armv6j-hardfloat-linux-gnueabi", true)]
    [InlineData("arm-linux-gnueabi", "arm-linux-gnueabihf", true)]       // its float ABI is an option
    [InlineData("x86_64-linux-gnu", "i486-pc-linux-gnu", true)]
    [InlineData("i686-linux-gnu", "x86_64-pc-linux-gnu", true)]
    [InlineData("x86_64-alpine-linux-musl", "x86_64-linux-gnu", true)]   // the facts tell whether the library matters
    [InlineData("mipsel-linux-gnu", "mips-linux-gnu", true)]             // byte order is an option
    [InlineData("powerpc64-linux-gnu", "powerpc64le-linux-gnu", true)]
    [InlineData("aarch64-linux-gnu", "arm-linux-gnueabihf", false)]
    [InlineData("arm-none-eabi", "arm-linux-gnueabi", false)]
    [InlineData("x86_64-w64-mingw32", "x86_64-linux-gnu", false)]
    [InlineData("arm-linux-gnueabihf", "x86_64-linux-gnu", false)]
    [InlineData("riscv64-linux-gnu", "riscv64-unknown-elf", false)]
    public void Names_propose_who_is_worth_asking(string helper, string client, bool asked) =>
        Assert.Equal(asked, CanonicalTarget.Of(helper)!.MayServe(CanonicalTarget.Of(client)!));
}
