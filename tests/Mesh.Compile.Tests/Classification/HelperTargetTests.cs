using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

public sealed class HelperTargetTests
{
    [Theory]
    [InlineData("--target=aarch64-linux-gnu", true)]
    [InlineData("--target=x86_64-apple-darwin22.1.0", true)]
    [InlineData("--target=../../tmp/x", false)]
    [InlineData("--target=", false)]
    public void A_clang_is_told_a_target_and_nothing_else_by_that_option(string option, bool allowed) =>
        Assert.Equal(allowed ? null : option, HelperCommand.RefusedOption(OptionTable.For(CompilerFamily.Clang), ["-O2", option]));

    [Fact]
    public void A_gcc_is_told_none() => Assert.Equal("--target=arm-linux-gnueabihf", HelperCommand.RefusedOption(OptionTable.For(CompilerFamily.Gcc), ["--target=arm-linux-gnueabihf"]));
}
