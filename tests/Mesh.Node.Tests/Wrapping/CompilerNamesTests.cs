using Mesh.Node.Wrapping;

namespace Mesh.Node.Tests.Wrapping;

public sealed class CompilerNamesTests
{
    [Theory]
    [InlineData("cc")]
    [InlineData("c++")]
    [InlineData("gcc")]
    [InlineData("g++")]
    [InlineData("clang")]
    [InlineData("clang++")]
    [InlineData("c89")]
    [InlineData("c99")]
    [InlineData("gcc-12")]
    [InlineData("g++-4.9")]
    [InlineData("clang-14")]
    [InlineData("clang++-14")]
    [InlineData("x86_64-linux-gnu-gcc")]
    [InlineData("x86_64-linux-gnu-gcc-12")]
    [InlineData("arm-linux-gnueabihf-g++")]
    [InlineData("arm-none-eabi-gcc")]
    [InlineData("armv6-rpi-linux-gnueabihf-gcc")]
    [InlineData("i686-w64-mingw32-c++")]
    [InlineData("avr-gcc")]
    public void A_compilers_name_is_known(string name) => Assert.True(CompilerNames.IsCompiler(name));

    [Theory]
    [InlineData("gcc-ar")]
    [InlineData("gcc-nm-12")]
    [InlineData("x86_64-linux-gnu-gcc-ranlib")]
    [InlineData("gcov")]
    [InlineData("cpp")]
    [InlineData("clang-format")]
    [InlineData("clang-tidy-14")]
    [InlineData("clang-cpp-14")]
    [InlineData("clang-cl")]
    [InlineData("c99-gcc")]
    [InlineData("musl-gcc")]
    [InlineData("afl-gcc")]
    [InlineData("distcc")]
    [InlineData("ccache")]
    [InlineData("gcc-")]
    [InlineData("gcc\n")]
    [InlineData("-gcc")]
    [InlineData("mesh-hands")]
    public void Other_tools_are_left_alone(string name) => Assert.False(CompilerNames.IsCompiler(name));
}
