using Mesh.Node.Toolchains;
using Mesh.Testing;

namespace Mesh.Node.Tests.Toolchains;

public sealed class ToolchainPlacesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("home/x-tools/armv6-rpi-linux-gnueabi/bin", "x-tools")]
    [InlineData("home/x-tools/HOST-armv6-rpi-linux-gnueabi/i686-unknown-linux-gnu/bin", "x-tools")]
    [InlineData("usr/x86_64-pc-linux-gnu/gcc-bin/12", "crossdev")]
    [InlineData("usr/x86_64-pc-linux-gnu/armv6j-unknown-linux-gnueabihf/gcc-bin/12", "crossdev")]
    [InlineData("opt/gcc-14/bin", "/opt")]
    [InlineData("srv/tools", "configured")]
    [InlineData("srv/tools/bin", "configured")]
    [InlineData("srv/tools/mips-linux/bin", "configured")]
    [InlineData("path", "PATH")]
    public void A_toolchain_may_be_in(string directory, string origin)
    {
        Directory.CreateDirectory(_directory.File(directory));
        var places = Places();

        places.Look();

        Assert.Equal(origin, Assert.Single(places.Directories, found => found.Path == _directory.File(directory)).Origin.Word());
    }

    [Theory]
    [InlineData("home/x-tools/bin")]
    [InlineData("home/x-tools/arm/lib")]
    [InlineData("home/bin")]
    [InlineData("opt/bin")]
    [InlineData("opt/a/b/bin")]
    [InlineData("usr/lib/gcc-bin/12")]
    [InlineData("usr/arm-linux-gnueabihf/bin")]
    public void Nothing_is_looked_for_in(string directory)
    {
        Directory.CreateDirectory(_directory.File(directory));
        var places = Places();

        places.Look();

        Assert.DoesNotContain(_directory.File(directory), places.Directories.Select(found => found.Path));
    }

    [Fact]
    public void Every_step_on_the_way_to_a_toolchain_is_watched()
    {
        var places = Places();
        places.Look();
        foreach (var step in new[] { "home/x-tools", "home/x-tools/arm", "home/x-tools/arm/bin", "opt", "opt/gcc", "opt/gcc/bin", "usr/a-linux-b", "usr/a-linux-b/gcc-bin", "usr/a-linux-b/gcc-bin/9" })
        {
            var path = _directory.File(step);
            Assert.True(places.Watched.Contains(path) || places.Watched.Contains(Path.GetDirectoryName(path)), step);
            Directory.CreateDirectory(path);
            places.Look();
        }

        Assert.False(places.Look());
    }

    [Fact]
    public void PATH_comes_first_and_a_directory_once()
    {
        Directory.CreateDirectory(_directory.File("opt/gcc/bin"));
        var places = new ToolchainPlaces([_directory.File("opt/gcc/bin")], [], null, _directory.Path);

        places.Look();

        Assert.Equal([ToolchainOrigin.Path], places.Directories.Where(found => found.Path == _directory.File("opt/gcc/bin")).Select(found => found.Origin));
    }

    private ToolchainPlaces Places() => new([_directory.File("path")], [_directory.File("srv/tools")], _directory.File("home"), _directory.Path);
}
