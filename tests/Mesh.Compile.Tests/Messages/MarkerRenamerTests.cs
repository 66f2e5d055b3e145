using System.Text;
using Mesh.Compile.Messages;

namespace Mesh.Compile.Tests.Messages;

public sealed class MarkerRenamerTests
{
    private const string Text = "# 1 \"x.c\"\nint a; // # 1 \"x.c\"\n# 1 \"/usr/include/h.h\" 1 3 4\n#define X \"x.c\"\n# 3 \"dir/x.c\"\n# 4 \"x.c\" 2\n  # 1 \"x.c\"\nlast";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Markers_get_other_names_and_nothing_else_does(int pieces)
    {
        var renamer = new MarkerRenamer(["x.c", "dir/x.c"]).Lines();
        var renamed = new List<byte>();
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        for (int at = 0; at < bytes.Length; at += pieces)
        {
            renamed.AddRange(renamer.Edit(bytes.AsSpan(at, Math.Min(pieces, bytes.Length - at))).ToArray());
        }

        renamed.AddRange(renamer.Rest().ToArray());
        Assert.Equal(
            "# 1 \"mesh-file-00\"\nint a; // # 1 \"x.c\"\n# 1 \"/usr/include/h.h\" 1 3 4\n#define X \"x.c\"\n# 3 \"mesh-file-01\"\n# 4 \"mesh-file-00\" 2\n  # 1 \"x.c\"\nlast",
            Encoding.UTF8.GetString([.. renamed]));
    }

    [Fact]
    public void A_piece_does_not_wait_where_no_marker_can_begin()
    {
        var renamer = new MarkerRenamer(["x.c"]).Lines();
        Assert.Equal(5, renamer.Edit("int a"u8).Length);
        Assert.Equal(3, renamer.Edit(";\n# 1 \"x"u8).Length + 1);
    }

    [Fact]
    public void Names_are_known_as_gcc_writes_them()
    {
        var renamer = new MarkerRenamer(["ü \"q\"\\.c"]);
        Assert.Equal("# 1 \"mesh-file-00\"\n", Encoding.UTF8.GetString(renamer.Lines().Edit("# 1 \"ü \\\"q\\\"\\\\.c\"\n"u8).Span));
        Assert.Equal("ü \"q\"\\.c:1:1\n", Encoding.UTF8.GetString(renamer.GiveBack("mesh-file-00:1:1\n"u8.ToArray())));
    }

    [Fact]
    public void Messages_get_the_names_back()
    {
        var renamer = new MarkerRenamer(["x.c", "ü"]);
        Assert.Equal("x.c:1:1: warning: \u2018x.c\u2019 x.c\n", Encoding.UTF8.GetString(renamer.GiveBack(Encoding.UTF8.GetBytes("mesh-file-00:1:1: warning: \u2018mesh-file-00\u2019 x.c\n"))));
    }

    [Theory]
    [InlineData("a b/c.h", true)]
    [InlineData("", false)]
    [InlineData("a\"b\\c", true)]
    [InlineData("a\nb", false)]
    public void Names_of_several_lines_are_left_alone(string name, bool can) => Assert.Equal(can, MarkerRenamer.CanRename(name));
}
