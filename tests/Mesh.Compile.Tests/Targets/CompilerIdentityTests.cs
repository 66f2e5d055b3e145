using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Targets;

public sealed class CompilerIdentityTests
{
    [Theory]
    [InlineData("Using built-in specs.\nCOLLECT_GCC=gcc\nTarget: x86_64-linux-gnu\nConfigured with: ../src/configure -v --with-pkgversion='Debian 12.2.0-14+deb12u1'\nThread model: posix\ngcc version 12.2.0 (Debian 12.2.0-14+deb12u1) \n", "Gcc", "12.2.0", "gcc version 12.2.0 (Debian 12.2.0-14+deb12u1)", "x86_64-linux-gnu")]
    [InlineData("Target: arm-linux-gnueabihf\nThread model: posix\ngcc version 9.4.0 (Ubuntu 9.4.0-1ubuntu1~20.04.2)", "Gcc", "9.4.0", "gcc version 9.4.0 (Ubuntu 9.4.0-1ubuntu1~20.04.2)", "arm-linux-gnueabihf")]
    [InlineData("Target: x86_64-pc-linux-gnu\ngcc version 13.2.1 20240210 (Gentoo 13.2.1_p20240210 p14)", "Gcc", "13.2.1", "gcc version 13.2.1 20240210 (Gentoo 13.2.1_p20240210 p14)", "x86_64-pc-linux-gnu")]
    [InlineData("Target: arm-none-eabi\r\ngcc version 10.3.1 20210824 (release) (GNU Arm Embedded Toolchain 10.3-2021.10)\r\n", "Gcc", "10.3.1", "gcc version 10.3.1 20210824 (release) (GNU Arm Embedded Toolchain 10.3-2021.10)", "arm-none-eabi")]
    [InlineData("Target: x86_64-linux-gnu\ngcc version 14.0.1 20240412 (experimental) [master r14-9935] (GCC)", "Gcc", "14.0.1", "gcc version 14.0.1 20240412 (experimental) [master r14-9935] (GCC)", "x86_64-linux-gnu")]
    [InlineData("Debian clang version 14.0.6\nTarget: x86_64-pc-linux-gnu\nThread model: posix\nInstalledDir: /usr/bin\nFound candidate GCC installation: /usr/bin/../lib/gcc/x86_64-linux-gnu/12", "Clang", "14.0.6", "Debian clang version 14.0.6", "x86_64-pc-linux-gnu")]
    [InlineData("Ubuntu clang version 14.0.0-1ubuntu1.1\nTarget: aarch64-unknown-linux-gnu", "Clang", "14.0.0", "Ubuntu clang version 14.0.0-1ubuntu1.1", "aarch64-unknown-linux-gnu")]
    [InlineData("clang version 17.0.6\nTarget: x86_64-pc-linux-gnu\nConfiguration file: /etc/clang/x86_64-pc-linux-gnu-clang.cfg", "Clang", "17.0.6", "clang version 17.0.6", "x86_64-pc-linux-gnu")]
    [InlineData("clang version 18.1.8 (Fedora 18.1.8-1.fc40)\nTarget: x86_64-redhat-linux-gnu", "Clang", "18.1.8", "clang version 18.1.8 (Fedora 18.1.8-1.fc40)", "x86_64-redhat-linux-gnu")]
    [InlineData("Apple clang version 15.0.0 (clang-1500.3.9.4)\nTarget: arm64-apple-darwin23.4.0", "Clang", "15.0.0", "Apple clang version 15.0.0 (clang-1500.3.9.4)", "arm64-apple-darwin23.4.0")]
    [InlineData("Apple LLVM version 10.0.1 (clang-1001.0.46.4)\nTarget: x86_64-apple-darwin18.7.0", "Clang", "10.0.1", "Apple LLVM version 10.0.1 (clang-1001.0.46.4)", "x86_64-apple-darwin18.7.0")]
    public void Every_known_form_is_read(string output, string family, string version, string fullVersion, string triplet)
    {
        Assert.Equal(new CompilerIdentity(Enum.Parse<CompilerFamily>(family), version, fullVersion, triplet), CompilerIdentity.Parse(output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcc version 0.9.27 (x86_64 Linux)")]
    [InlineData("gcc version 12.2.0 (no target line)")]
    [InlineData("Target: x86_64-linux-gnu")]
    [InlineData("Target: ../../x\ngcc version 12.2.0")]
    [InlineData("Target: x86_64-linux-gnu\ngcc version none")]
    public void What_is_neither_is_nothing(string output) => Assert.Null(CompilerIdentity.Parse(output));

    [Theory]
    [InlineData("gcc", "-dumpfullversion")]
    [InlineData("g++", "-dumpfullversion")]
    [InlineData("clang", "-dumpversion")]
    [InlineData("clang++", "-dumpversion")]
    public async Task This_machines_compilers_agree(string compiler, string versionOption)
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        var identity = CompilerIdentity.Parse((await Tool.RunAsync([compiler, "-v"], "/", null, cancel)).ErrorText);
        string version = System.Text.Encoding.UTF8.GetString((await Tool.RunAsync([compiler, versionOption], "/", null, cancel)).Stdout).Trim();
        string machine = System.Text.Encoding.UTF8.GetString((await Tool.RunAsync([compiler, "-dumpmachine"], "/", null, cancel)).Stdout).Trim();

        Assert.Equal((version, machine), (identity!.Version, identity.Triplet));
    }
}
