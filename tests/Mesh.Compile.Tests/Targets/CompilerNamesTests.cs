using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Targets;

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
    [InlineData("g++-12.2")]
    [InlineData("clang-14")]
    [InlineData("clang++-14")]
    [InlineData("x86_64-linux-gnu-gcc")]
    [InlineData("x86_64-linux-gnu-gcc-12")]
    [InlineData("arm-linux-gnueabihf-gcc")]
    [InlineData("arm-linux-gnueabihf-g++-12")]
    [InlineData("arm-none-eabi-gcc")]
    [InlineData("armv6-rpi-linux-gnueabihf-gcc")]
    [InlineData("armv6j-hardfloat-linux-gnueabi-gcc-12.2.0")]
    [InlineData("i686-w64-mingw32-c++")]
    [InlineData("avr-gcc")]
    [InlineData("mips-gcc")]
    public void A_compilers_name_is_known(string name)
    {
        Assert.True(CompilerNames.IsCompiler(name));
        Assert.False(CompilerNames.IsWrapper(name));
        Assert.Equal(name.Contains('+'), CompilerNames.IsCPlusPlus(name));
    }

    [Theory]
    [InlineData("gcc-ar")]
    [InlineData("gcc-ar-12")]
    [InlineData("gcc-nm-12")]
    [InlineData("x86_64-linux-gnu-gcc-ranlib")]
    [InlineData("gcov")]
    [InlineData("cpp")]
    [InlineData("clang-format")]
    [InlineData("clang-tidy-14")]
    [InlineData("clang-cpp-14")]
    [InlineData("clang-cl")]
    [InlineData("g")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-12")]
    [InlineData("12")]
    [InlineData("gccgo")]
    [InlineData("gnatgcc")]
    [InlineData("gcc-")]
    [InlineData("gcc-12-")]
    [InlineData("gcc\n")]
    [InlineData("-gcc")]
    public void Other_tools_are_left_alone(string name)
    {
        Assert.False(CompilerNames.IsCompiler(name));
        Assert.False(CompilerNames.IsWrapper(name));
    }

    [Theory]
    [InlineData("afl-gcc")]
    [InlineData("afl-g++")]
    [InlineData("afl-cc")]
    [InlineData("afl-clang-fast++")]
    [InlineData("hfuzz-gcc")]
    [InlineData("musl-gcc")]
    [InlineData("c99-gcc")]
    [InlineData("c89-gcc")]
    [InlineData("ccache")]
    [InlineData("distcc")]
    [InlineData("buildcache")]
    [InlineData("mesh-hands")]
    [InlineData("colorgcc")]
    public void Who_stands_before_a_compiler_is_none(string name)
    {
        Assert.True(CompilerNames.IsWrapper(name));
        Assert.False(CompilerNames.IsCompiler(name));
    }
}
