using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

public sealed class ConfigureProbeTests
{
    [Theory]
    [InlineData("conftest.c")]
    [InlineData("sub/conftest.c")]
    [InlineData("/tmp/cgPoZOax/dummy.c")]
    [InlineData("./cg1234-5678/dummy.c")]
    [InlineData("conftest__.c")]
    [InlineData("/tmp/ffconf.Ab12Cd34/test.c")]
    [InlineData("ztest4711.c")]
    [InlineData("_configtest.c")]
    [InlineData("config-temp/qemu-conf.c")]
    [InlineData("objs/autotest.c")]
    [InlineData("/tmp/vpx-conf-12-34.c")]
    [InlineData("build/meson-private/tmpx/testfile.c")]
    public void A_build_systems_own_try_is_one(string source) => Assert.True(ConfigureProbe.IsProbe(source, output: null));

    [Theory]
    [InlineData("dummy.c")]
    [InlineData("cgroup/other.c")]
    [InlineData("net/cg/main.c")]
    [InlineData("ztest.c")]
    [InlineData("ztest1_main.c")]
    [InlineData("confirm.c")]
    [InlineData("test.c")]
    [InlineData("autotest_main.c")]
    public void A_source_with_a_similar_name_is_none(string source) => Assert.False(ConfigureProbe.IsProbe(source, output: null));
}
