using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Compile.Tests.Compilers;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Targets;

/// <summary>Pairs of real compilers: does the one, told the other's defaults, make the other's code? Each side is asked as a node asks it.</summary>
public sealed class TargetAgreementTests
{
    // client's compiler and the user's options | helper's compiler | null: they agree; else what the difference names. The policy is exact.
    public static TheoryData<string, string, string?> Pairs => new()
    {
        // One compiler, several names and widths.
        { "gcc", "gcc", null },
        { "gcc -O2 -fPIC", "gcc", null },
        { "gcc -m32", "gcc", null },
        { "gcc -m32 -O2 -march=i586", "gcc", null },
        { "gcc -mx32", "gcc", null },
        { "gcc -O3 -march=x86-64-v3 -mtune=skylake", "gcc", null },
        { "gcc -ffreestanding -mno-sse -mcmodel=kernel -fno-pic", "gcc", null },
        { "i686-linux-gnu-gcc", "gcc", null },
        { "i686-linux-gnu-gcc -O2 -fPIC", "gcc", null },
        { "gcc -m32", "i686-linux-gnu-gcc", null },
        { "gcc", "i686-linux-gnu-gcc", null },
        { "i686-linux-gnu-gcc -march=pentium3 -mfpmath=sse", "gcc", null },
        { "gcc", "gcc-11", "version 11" },
        { "gcc", "clang", "does not take" },
        { "gcc", "aarch64-linux-gnu-gcc", "-m64" },
        { "gcc", "arm-linux-gnueabihf-gcc", "-m64" },
        // ARM, 32 bits: one family, whatever each was built for.
        { "arm-linux-gnueabihf-gcc", "arm-linux-gnueabihf-gcc", null },
        { "arm-linux-gnueabihf-gcc", "arm-linux-gnueabi-gcc", "float ABI hard here, soft there" },
        { "arm-linux-gnueabi-gcc", "arm-linux-gnueabihf-gcc", "float ABI soft here, hard there" },
        { "arm-linux-gnueabi-gcc -mfloat-abi=softfp", "arm-linux-gnueabihf-gcc", null },
        { "arm-linux-gnueabihf-gcc -mfloat-abi=soft -marm", "arm-linux-gnueabi-gcc", null },
        { "arm-linux-gnueabi-gcc -mcpu=arm1176jzf-s -mfpu=vfp -mfloat-abi=hard -marm", "arm-linux-gnueabihf-gcc", null },
        { "arm-linux-gnueabihf-gcc -march=armv6+fp -mfloat-abi=hard -marm", "arm-linux-gnueabi-gcc", null },
        { "arm-linux-gnueabihf-gcc -mcpu=cortex-a7 -mfpu=neon-vfpv4 -mfloat-abi=hard", "arm-linux-gnueabi-gcc", null },
        { "arm-linux-gnueabihf-gcc -mbig-endian", "arm-linux-gnueabihf-gcc", null },
        { "arm-linux-gnueabihf-gcc -mbig-endian -mfloat-abi=hard", "arm-linux-gnueabi-gcc", null },
        { "arm-linux-gnueabihf-gcc", "arm-linux-gnueabihf-gcc-11", "version 11" },
        { "arm-linux-gnueabihf-gcc", "aarch64-linux-gnu-gcc", "it does not take -march=armv7-a+fp" },
        { "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-gcc", null },
        { "aarch64-linux-gnu-gcc -mbig-endian", "aarch64-linux-gnu-gcc", null },
        { "aarch64-linux-gnu-gcc -march=armv8.2-a -mno-outline-atomics", "aarch64-linux-gnu-gcc", null },
        // MIPS: byte order and width are options.
        { "mips-linux-gnu-gcc", "mips-linux-gnu-gcc", null },
        { "mips-linux-gnu-gcc", "mipsel-linux-gnu-gcc", null },
        { "mipsel-linux-gnu-gcc", "mips-linux-gnu-gcc", null },
        { "mips-linux-gnu-gcc -EL", "mipsel-linux-gnu-gcc", null },
        { "mips64-linux-gnuabi64-gcc", "mips64el-linux-gnuabi64-gcc", null },
        { "mips64-linux-gnuabi64-gcc -mabi=n32", "mips64-linux-gnuabi64-gcc", null },
        { "mips-linux-gnu-gcc -msoft-float", "mips-linux-gnu-gcc", null },
        // PowerPC, RISC-V and the others.
        { "powerpc-linux-gnu-gcc", "powerpc-linux-gnu-gcc", null },
        { "powerpc64-linux-gnu-gcc", "powerpc64-linux-gnu-gcc", null },
        { "powerpc64le-linux-gnu-gcc", "powerpc64le-linux-gnu-gcc", null },
        { "powerpc64le-linux-gnu-gcc -mcpu=power9", "powerpc64le-linux-gnu-gcc", null },
        { "riscv64-linux-gnu-gcc", "riscv64-linux-gnu-gcc", null },
        { "riscv64-linux-gnu-gcc -march=rv64imac -mabi=lp64", "riscv64-linux-gnu-gcc", null },
        { "riscv64-linux-gnu-gcc", "mips-linux-gnu-gcc", "it does not take -march=rv64" },
        { "s390x-linux-gnu-gcc", "s390x-linux-gnu-gcc", null },
        { "sparc64-linux-gnu-gcc", "sparc64-linux-gnu-gcc", null },
        { "m68k-linux-gnu-gcc", "m68k-linux-gnu-gcc", null },
        { "m68k-linux-gnu-gcc", "sparc64-linux-gnu-gcc", "__BIGGEST_ALIGNMENT__ is 2 here, 16 there" },
        // Pairs that differ in what no option reconciles: processor, width, byte order.
        { "mipsel-linux-gnu-gcc", "mips64el-linux-gnuabi64-gcc", "__mips_no_lxc1_sxc1 is 1 here, absent there" },
        { "mips64el-linux-gnuabi64-gcc", "mips64-linux-gnuabi64-gcc", null },
        { "powerpc-linux-gnu-gcc", "powerpc64-linux-gnu-gcc", "_ARCH_PPCGR is absent here, 1 there" },
        { "powerpc64-linux-gnu-gcc", "powerpc64le-linux-gnu-gcc", "__DBL_DENORM_MIN__ is" },
        { "powerpc64le-linux-gnu-gcc", "powerpc64-linux-gnu-gcc", "_ARCH_PWR5 is 1 here, absent there" },
        { "aarch64-linux-gnu-gcc", "riscv64-linux-gnu-gcc", "it does not take -mcpu=generic" },
        { "s390x-linux-gnu-gcc", "sparc64-linux-gnu-gcc", "it does not take -m64 -march=arch9" },
        { "i686-linux-gnu-gcc", "x86_64-linux-gnu-gcc-11", "version 11" },
        // C++ has compilers of its own.
        { "g++", "g++", null },
        { "g++ -m32", "i686-linux-gnu-g++", null },
        { "i686-linux-gnu-g++", "g++", null },
        { "i686-linux-gnu-g++ -fno-exceptions -fno-rtti", "x86_64-linux-gnu-g++", null },
        { "arm-linux-gnueabihf-g++", "arm-linux-gnueabihf-g++", null },
        { "arm-linux-gnueabihf-g++", "arm-linux-gnueabi-g++", "float ABI hard here, soft there" },
        { "arm-linux-gnueabi-g++ -mfloat-abi=softfp", "arm-linux-gnueabihf-g++", null },
        { "g++", "clang++", "does not take" },
        { "clang++ -O2", "clang++", null },
        // clang is every compiler of its own family.
        { "clang", "clang", null },
        { "clang -O2 -m32", "clang", null },
        { "clang --target=arm-linux-gnueabihf", "clang", null },
        { "clang --target=aarch64-linux-gnu -O2", "clang", null },
        { "clang --target=riscv64-linux-gnu", "clang", null },
        { "clang", "gcc", "does not take" },
    };

    // As above, with the policy.
    public static TheoryData<string, string, string, string?> OtherVersions => new()
    {
        { "gcc", "gcc-11", "Minor", "version 11" },
        { "gcc", "gcc-11", "Major", "version 11" },
        { "arm-linux-gnueabihf-gcc", "arm-linux-gnueabihf-gcc-11", "Major", "version 11" },
        { "gcc", "x86_64-linux-gnu-gcc", "Minor", null },
        { "i686-linux-gnu-gcc", "gcc", "Major", null },
        { "arm-linux-gnueabihf-gcc", "arm-linux-gnueabi-gcc", "Major", "float ABI hard here, soft there" },
    };

    [Fact]
    public void There_are_thirty_pairs_of_compilers() =>
        Assert.True(Pairs.Select(row => (Words(row.Data.Item1)[0], row.Data.Item2)).Distinct().Count() >= 40);

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task A_compiler_that_is_told_the_defaults_of_another_agrees_with_it_or_says_in_what_not(string client, string helper, string? difference) =>
        CompareAsync(client, helper, VersionPolicy.Exact, difference);

    [Theory]
    [MemberData(nameof(OtherVersions))]
    public Task A_policy_decides_on_the_version_and_on_nothing_else(string client, string helper, string policy, string? difference) =>
        CompareAsync(client, helper, Enum.Parse<VersionPolicy>(policy), difference);

    private static async Task CompareAsync(string client, string helper, VersionPolicy policy, string? difference)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (compiler, options) = (Words(client)[0], TargetOptions.Select(Words(client)[1..]));
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        Assert.SkipUnless(Tool.Exists(helper), $"{helper} is not installed");
        var language = compiler.Contains('+') ? SourceLanguage.Cxx : SourceLanguage.C;
        var wanted = await RealFacts.OfAsync(compiler, language, options, cancel);
        var pins = PinTable.For(wanted, options);

        Assert.All(pins, pin => Assert.True(PinTable.IsPin(pin), pin));
        var told = await RealFacts.TryAsync(helper, language, [.. pins, .. options], cancel);
        var untold = await RealFacts.TryAsync(helper, language, options, cancel)
            ?? (TargetOptions.ChooseFloatAbi(options) ? told : await RealFacts.OfAsync(helper, language, [], cancel)); // as a MatchDesk does
        var found = told is null ? $"it does not take {string.Join(" ", pins)}" : TargetAgreement.Difference(wanted, told, untold!, policy);
        Assert.True(difference is null ? found is null : found?.Contains(difference) == true, $"{found ?? "they agree"}, under {string.Join(" ", pins)}");
    }
}
