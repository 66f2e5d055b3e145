using System.Text;
using Mesh.Node.Helper;
using Mesh.Node.Processes;

namespace Mesh.Node.Tests.Helper;

public sealed class MachineTroubleTests
{
    [Theory]
    [InlineData(137, "")]
    [InlineData(1, "")]
    [InlineData(4, "")]
    [InlineData(1, "gcc: fatal error: Killed signal terminated program cc1\ncompilation terminated.\n")]
    [InlineData(1, "x.c:1: fatal error: error writing to output: No space left on device\n")]
    [InlineData(1, "cc1: out of memory allocating 65536 bytes after a total of 1048576 bytes\n")]
    [InlineData(1, "virtual memory exhausted: Cannot allocate memory\n")]
    [InlineData(1, "gcc: fatal error: cannot execute 'cc1plus': execvp: No such file or directory\n")]
    [InlineData(1, "fatal error: File size limit exceeded signal terminated program as\n")]
    [InlineData(127, "as: error while loading shared libraries: libbfd.so: cannot open shared object file\n")]
    [InlineData(254, "clang: error: unable to execute command: Killed\n")]
    public void This_machine_is_to_blame(int code, string stderr) => Assert.NotNull(MachineTrouble.Find(ChildExit.FromRuntime(code), Encoding.UTF8.GetBytes(stderr)));

    [Theory]
    [InlineData(0, "x.c:1: warning: No space left on device\n")]
    [InlineData(1, "x.c:1:2: error: 'y' undeclared\n")]
    [InlineData(1, "x.c:1:2: internal compiler error: Segmentation fault\n")]
    public void The_source_is_to_blame(int code, string stderr) => Assert.Null(MachineTrouble.Find(ChildExit.FromRuntime(code), Encoding.UTF8.GetBytes(stderr)));
}
