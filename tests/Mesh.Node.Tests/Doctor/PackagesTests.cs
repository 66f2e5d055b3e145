using Mesh.Node.Control;
using Mesh.Node.Doctor;
using Mesh.Testing;

namespace Mesh.Node.Tests.Doctor;

public sealed class PackagesTests
{
    [Theory]
    [InlineData("arm-linux-gnueabihf", "arm-linux-gnueabihf")]
    [InlineData("armv6j-hardfloat-linux-gnueabi", "arm-linux-gnueabihf")]
    [InlineData("armv6j-unknown-linux-gnueabihf", "arm-linux-gnueabihf")]
    [InlineData("armv6-rpi-linux-gnueabi", "arm-linux-gnueabi")]
    [InlineData("i486-linux-gnu", "i686-linux-gnu")]
    [InlineData("i586-pc-linux-gnu", "i686-linux-gnu")]
    [InlineData("x86_64-pc-linux-gnu", "x86_64-linux-gnu")]
    [InlineData("x86_64-linux-gnux32", "x86_64-linux-gnux32")]
    [InlineData("aarch64-unknown-linux-gnu", "aarch64-linux-gnu")]
    [InlineData("powerpc64le-linux-gnu", "powerpc64le-linux-gnu")]
    [InlineData("armv7hl-redhat-linux-gnueabi", "arm-linux-gnueabihf")]
    [InlineData("arm-bcm2708hardfp-linux-gnueabi", "arm-linux-gnueabihf")]
    [InlineData("armv5tel-softfloat-linux-gnueabi", "arm-linux-gnueabi")]
    [InlineData("x86_64-redhat-linux", "x86_64-linux-gnu")]
    [InlineData("i386-redhat-linux", "i686-linux-gnu")]
    [InlineData("aarch64-suse-linux", "aarch64-linux-gnu")]
    [InlineData("ppc64le-redhat-linux", "powerpc64le-linux-gnu")]
    [InlineData("armeb-linux-gnueabi", null)]
    [InlineData("arm-linux-musleabihf", null)]
    [InlineData("arm-none-eabi", null)]
    [InlineData("x86_64-linux-musl", null)]
    [InlineData("../../etc", null)]
    public void Debian_has_one_name_for_each_target(string triplet, string? expected) => Assert.Equal(expected, Packages.DebianTarget(triplet));

    [Theory]
    [InlineData("x86_64-linux-gnu", "gcc", "12.2.0", false, "i686", "`apt install gcc-12-x86-64-linux-gnu`; Gentoo: `crossdev --gcc '~12.2.0' --target x86_64-linux-gnu`; anywhere")]
    [InlineData("i686-linux-gnu", "gcc", "12.2.0", true, "i686", "`apt install gcc-12 g++-12`; Gentoo: `emerge --oneshot '=sys-devel/gcc-12.2.0*'`")]
    [InlineData("arm-linux-gnueabihf", "gcc", "4.9.2", false, "x86_64", "`apt install gcc-4.9-arm-linux-gnueabihf`")]
    [InlineData("x86_64-redhat-linux", "gcc", "12.2.0", false, "x86_64", "`apt install gcc-12`; Gentoo: `emerge --oneshot '=sys-devel/gcc-12.2.0*'`")]
    [InlineData("ppc64le-redhat-linux", "gcc", "12.2.0", false, "ppc64le", "`apt install gcc-12`; Gentoo: `emerge")]
    [InlineData("arm-linux-gnueabi", "gcc", "12.2.0", false, "armv5tel", "`apt install gcc-12`; Gentoo: `emerge")]
    [InlineData("mipsel-linux-gnu", "gcc", "12.2.0", false, "mips", "`apt install gcc-12`; Gentoo: `emerge")]
    [InlineData("x86_64-pc-linux-gnu", "clang", "14.0.6", true, "x86_64", "`apt install clang-14`; Gentoo: `emerge --oneshot '=llvm-core/clang-14.0.6*'`")]
    [InlineData("arm-linux-musleabihf", "gcc", "12.2.0", false, "x86_64", "Gentoo: `crossdev --gcc '~12.2.0' --target arm-linux-musleabihf`; anywhere, with crosstool-ng: `ct-ng list-samples`")]
    public void The_command_fits_the_machine(string triplet, string compiler, string version, bool cxx, string arch, string expected) =>
        Assert.Contains(expected, Packages.Install(Compiler(triplet, compiler, version), cxx ? ["c", "c++"] : ["c"], arch));

    [Fact]
    public void Gentoo_tells_its_releases_of_one_version_apart()
    {
        var gentoo = Compiler("armv6j-hardfloat-linux-gnueabi", "gcc", "13.2.1") with { FullVersion = "gcc version 13.2.1 20240210 (Gentoo 13.2.1_p20240210 p14) " };

        Assert.Contains("`crossdev --gcc '~13.2.1_p20240210' --target armv6j-hardfloat-linux-gnueabi`", Packages.Install(gentoo, ["c"], "x86_64"));
    }

    [Fact]
    public void The_language_that_is_missing_has_a_package_of_its_own() =>
        Assert.Equal("g++-12-arm-linux-gnueabihf", Packages.Debian(Compiler("arm-linux-gnueabihf", "gcc", "12.2.0"), ["c++"], "x86_64"));

    /// <summary>A name that apt does not know would send the user on an errand.</summary>
    [Fact]
    public async Task Debian_has_the_packages_that_are_named()
    {
        string[] triplets =
        [
            "aarch64-linux-gnu", "arm-linux-gnueabi", "armv6j-hardfloat-linux-gnueabi", "m68k-linux-gnu", "mipsel-linux-gnu", "mips64el-linux-gnuabi64",
            "powerpc64le-linux-gnu", "riscv64-linux-gnu", "s390x-linux-gnu", "sparc64-linux-gnu", "x86_64-linux-gnux32", "hppa-linux-gnu", "sh4-linux-gnu", "alpha-linux-gnu",
        ];
        if (ExternalProgram.Find("apt-cache") is not { } apt) { Assert.Skip("apt-cache is not here"); return; }
        var known = (await ExternalProgram.RunAsync(apt, ["pkgnames"], TestContext.Current.CancellationToken)).Split('\n').ToHashSet();
        Assert.SkipUnless(known.Contains("gcc-12-aarch64-linux-gnu"), "apt here has no Debian 12 package lists");

        var commands = triplets.Select(triplet => Packages.Install(Compiler(triplet, "gcc", "12.2.0"), ["c", "c++"], "x86_64").Split('`')[1].Split(' ')).ToList();

        Assert.All(commands, command => Assert.Equal(["apt", "install"], command.Take(2)));
        Assert.All(commands.SelectMany(command => command.Skip(2)), package => Assert.Contains(package, known));
    }

    private static ToolchainStatus Compiler(string triplet, string compiler, string version) => new() { Triplet = triplet, Compiler = compiler, Version = version };
}
