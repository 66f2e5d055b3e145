using System.Text;
using Mesh.Compile.Trees;

namespace Mesh.Compile.Tests.Trees;

public sealed class StagedNamesTests
{
    private readonly StagedNames _names = new("/jobs/7", "/home/u");

    [Theory]
    [InlineData("x.c", "/jobs/7/tree/home/u/x.c")]
    [InlineData("./x.c", "/jobs/7/tree/home/u/x.c")]
    [InlineData("../inc//a.h", "/jobs/7/tree/home/inc/a.h")]
    [InlineData("sub/../x.c", "/jobs/7/tree/home/u/x.c")]
    [InlineData("/usr/include/stdio.h", "/jobs/7/tree/usr/include/stdio.h")]
    [InlineData("ünï code.h", "/jobs/7/tree/home/u/ünï code.h")]
    [InlineData("../../../x", null)]
    [InlineData("../../../../../etc/passwd", null)]
    [InlineData("/../x", null)]
    [InlineData("/../tree2/x", null)]
    public void A_name_has_a_place_below_the_folder_or_none(string name, string? place) => Assert.Equal(place, _names.PlaceOf(_names.Of(name)));

    [Theory]
    [InlineData("x.c")]
    [InlineData("./x.c")]
    [InlineData("../inc//a.h")]
    [InlineData("/usr/include/stdio.h")]
    [InlineData("/home/u/x.c")]
    [InlineData("ünï code.h")]
    public void What_a_compiler_prints_of_it_is_the_clients_name(string name)
    {
        var printed = $"In file included from {_names.Of(name)}:1,\n\"{_names.Of(name)}\" /jobs/8 \xe4";

        Assert.Equal($"In file included from {name}:1,\n\"{name}\" /jobs/8 \xe4", Encoding.UTF8.GetString(_names.GiveBack(Encoding.UTF8.GetBytes(printed))));
    }

    [Fact]
    public void The_marker_of_the_working_directory_is_the_clients() =>
        Assert.Equal("# 1 \"/home/u//\"\n", Encoding.UTF8.GetString(_names.GiveBack("# 1 \"/jobs/7//\"\n"u8.ToArray())));

    [Fact]
    public void A_folder_that_a_name_leaves_again_must_be_there() =>
        Assert.Equal(["/jobs/7/tree/home", "/jobs/7/tree/home/u", "/jobs/7/tree/home/u/sub"], _names.FoldersOf(_names.Of("sub/../x.c")).Distinct());

    [Theory]
    [InlineData("/", true)]
    [InlineData("/home/ü u", true)]
    [InlineData("home", false)]
    [InlineData("", false)]
    [InlineData("/home/", false)]
    [InlineData("/home/../u", false)]
    [InlineData("/home//u", false)]
    [InlineData("/home/\"u", false)]
    [InlineData("/home/u\\", false)]
    [InlineData("/home/u:v", false)]
    [InlineData("/home/\n", false)]
    public void A_working_directory_is_absolute_and_plain(string path, bool expected) => Assert.Equal(expected, StagedNames.IsDirectory(path));

    [Fact]
    public void In_the_root_names_come_back_as_well()
    {
        var root = new StagedNames("/jobs/7", "/");
        Assert.Equal("/jobs/7/tree/x.c", root.PlaceOf(root.Of("x.c")));
        Assert.Equal("x.c /x.c", Encoding.UTF8.GetString(root.GiveBack(Encoding.UTF8.GetBytes($"{root.Of("x.c")} {root.Of("/x.c")}"))));
    }
}
