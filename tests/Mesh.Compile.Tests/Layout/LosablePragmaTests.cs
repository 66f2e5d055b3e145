using System.Text;
using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class LosablePragmaTests
{
    [Theory]
    [InlineData("int a;\n", "None")]
    [InlineData("#pragma message \"x\"\nint a;\n", "Silent")]
    [InlineData("#  pragma\tmessage(\"x\")\n", "Silent")]
    [InlineData("%:pragma message(\"x\")\n", "Silent")]
    [InlineData("#/* a */pragma /* b */ /* c */ message(\"x\")\n", "Silent")]
    [InlineData("#pragma redefine_extname a b\nint a(void);\n", "Silent")]
    [InlineData("#pra\\\ngma mess\\\r\nage \"x\"\n", "Silent")]
    [InlineData("#pragma message \"x\"", "Silent")]
    [InlineData("#ifdef X\n#pragma message \"x\"\n#endif\nint a;\n", "Noticed")]
    [InlineData("#ifdef X\n# pragma message \"x\" \\\n \"y\"\n\n # else\nint a;\n#endif\n", "Noticed")]
    [InlineData("#ifdef X\n#pragma message \"x\"\n#pragma message \"y\"\n#endif\nint a;\n", "Noticed")]
    [InlineData("#ifdef X\n#pragma message \"x\"\n#pragma weak a\n#endif\nint a;\n", "Silent")]
    [InlineData("#ifdef X\n#pragma message \"x\"\n#endif\n#pragma message \"y\"\nint a;\n", "Silent")]
    [InlineData("#ifdef X\n#pragma message \"x\" /*\n#endif\n*/\n#endif\n", "Silent")]
    [InlineData("#ifdef X\n#pragma message \"x\"\n#elif Y\n#endif\nint a;\n", "Silent")]
    [InlineData("#pragma GCC system_header\n#ifdef X\n#pragma message \"x\"\n#endif\nint a;\n", "Silent")]
    [InlineData("#pragma GCC system_header\nint a;\n", "None")]
    [InlineData("#define SAY(x) _Pragma(x)\nSAY(\"message(1)\")\n", "None")]
    [InlineData("/* pragma message is not here */ int pragma; int message;\n", "None")]
    [InlineData("#ifdef X\n//\t#pragma message(\"x\")\n#define Y\n#endif\n", "None")]
    [InlineData("/* a\n */ #pragma message(\"x\")\nint a;\n", "Silent")]
    [InlineData("\uFEFF#pragma message(\"x\")\nint a;\n", "Silent")]
    [InlineData("#pragma GCC diagnostic push\n#pragma pack(1)\n", "None")]
    public void A_file_is_judged_by_what_stands_in_it(string text, string loss) => Assert.Equal(loss, LosablePragma.In(Encoding.UTF8.GetBytes(text)).ToString());

    [Theory]
    [InlineData("#pragma message \"x\"\n#endif\n")]
    [InlineData("#pragma message \"x\"\n\n#else\n#endif\n")]
    [InlineData("#pragma redefine_extname a b\n#pragma message \"x\"\n#endif\n")]
    [InlineData("int b;\n#pragma message \"x\" \\\n  \"y\"\n#endif // X\n")]
    public async Task What_is_said_to_be_noticed_gcc_speaks_of(string group)
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("x.c", "int a;\n#ifdef X\n" + group + "int c;\n");
        Assert.Equal(PragmaLoss.Noticed, LosablePragma.In(await File.ReadAllBytesAsync(tree.File("x.c"), TestContext.Current.CancellationToken)));
        var dead = await Tool.RunAsync(["gcc", "-E", "-fdirectives-only", "x.c"], tree.Path, null, TestContext.Current.CancellationToken);
        var live = await Tool.RunAsync(["gcc", "-DX", "-E", "-fdirectives-only", "x.c"], tree.Path, null, TestContext.Current.CancellationToken);
        Assert.Empty(dead.Stderr);
        Assert.True(live.Stderr.Length > 0 || Encoding.UTF8.GetString(live.Stdout).Contains("#pragma message", StringComparison.Ordinal));
    }
}
