using Mesh.Compile.Messages;

namespace Mesh.Compile.Tests.Messages;

public sealed class ExpansionMarkersTests
{
    [Fact]
    public void A_system_headers_macro_does_not_make_a_source_a_system_header()
    {
        var markers = new ExpansionMarkers();
        Assert.Equal("# 0 \"x.c\"\n", markers.Plain("# 0 \"x.c\"\n"));
        Assert.Equal("# 8 \"x.c\"\n", markers.Plain("# 8 \"x.c\" 3 4\n"));
        Assert.Equal("# 1 \"s.h\" 1 3 4\n", markers.Plain("# 1 \"s.h\" 1 3 4\n"));
        Assert.Equal("# 9 \"s.h\" 3 4\n", markers.Plain("# 9 \"s.h\" 3 4\n"));
        Assert.Equal("# 2 \"x.c\" 2\n", markers.Plain("# 2 \"x.c\" 2\n"));
        Assert.Equal("# 9 \"x 3.c\"\n", markers.Plain("# 9 \"x 3.c\" 3\n"));
        Assert.Equal("# 3 4\n", markers.Plain("# 3 4\n"));
    }
}
