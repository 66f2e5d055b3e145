using Mesh.Node;
using Mesh.Views;

namespace Mesh.Tests.Views;

public sealed class ReadyLineTests
{
    private static readonly NodeReady Pi = new()
    {
        Name = "pi",
        Id = "0123456789abcdef",
        Slots = 4,
        Port = 40123,
        Socket = "/run/mesh/mesh.sock",
        Targets = ["arm-linux-gnueabihf/gcc-12.2.0", "arm-linux-gnueabihf/clang-14.0.6"],
    };

    [Fact]
    public void Words_are_key_and_value() => Assert.Equal(
        "ready name=pi id=0123456789abcdef slots=4 port=40123 socket=/run/mesh/mesh.sock targets=arm-linux-gnueabihf/gcc-12.2.0,arm-linux-gnueabihf/clang-14.0.6",
        ReadyLine.Render(Pi));

    [Theory]
    [InlineData("my pi", "\"my pi\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("a\nb", "\"a b\"")]
    public void A_name_that_is_no_word_is_quoted(string name, string shown) =>
        Assert.StartsWith($"ready name={shown} id=", ReadyLine.Render(Pi with { Name = name }), StringComparison.Ordinal);
}
