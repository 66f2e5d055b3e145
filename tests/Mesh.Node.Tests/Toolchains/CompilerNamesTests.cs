using Mesh.Node.Toolchains;

namespace Mesh.Node.Tests.Toolchains;

public sealed class CompilerNamesTests
{
    [Theory]
    [InlineData("gcc")]
    [InlineData("g++")]
    [InlineData("cc")]
    [InlineData("c++")]
    [InlineData("clang")]
    [InlineData("clang++")]
    [InlineData("gcc-12")]
    [InlineData("g++-12.2")]
    [InlineData("clang-14")]
    [InlineData("clang++-14")]
    [InlineData("arm-linux-gnueabihf-gcc")]
    [InlineData("arm-linux-gnueabihf-g++-12")]
    [InlineData("x86_64-linux-gnu-gcc-12")]
    [InlineData("armv6j-hardfloat-linux-gnueabi-gcc-12.2.0")]
    public void Compilers(string name) => Assert.True(CompilerNames.IsCompiler(name));

    [Theory]
    [InlineData("gcc-ar")]
    [InlineData("gcc-ar-12")]
    [InlineData("gcov")]
    [InlineData("cpp")]
    [InlineData("clang-format")]
    [InlineData("clang-cpp-14")]
    [InlineData("c99-gcc")]
    [InlineData("c89-gcc")]
    [InlineData("g")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-12")]
    [InlineData("12")]
    [InlineData("gccgo")]
    [InlineData("gnatgcc")]
    [InlineData("colorgcc")]
    [InlineData("gcc-")]
    [InlineData("gcc-12-")]
    public void Others(string name) => Assert.False(CompilerNames.IsCompiler(name));
}
