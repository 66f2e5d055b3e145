using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Targets;

public sealed class PinTableTests
{
    [Theory]
    [InlineData("-march=armv6+fp", true)]
    [InlineData("--target=x86_64-pc-linux-gnu", true)]
    [InlineData("-fno-pie", true)]
    [InlineData("-march=native", false)]
    [InlineData("-march=", false)]
    [InlineData("-mcpu=../x", false)]
    [InlineData("-fplugin=x", false)]
    [InlineData("-O2", false)]
    [InlineData("", false)]
    public void Only_a_compilers_default_is_a_pin(string option, bool expected) => Assert.Equal(expected, PinTable.IsPin(option));

    /// <summary>An Inquiry with a longer one would be no Inquiry.</summary>
    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_pin_is_as_long_as_may_travel(int length, bool expected) => Assert.Equal(expected, PinTable.IsPin("-march=rv64gc_" + new string('z', length - "-march=rv64gc_".Length)));
}
