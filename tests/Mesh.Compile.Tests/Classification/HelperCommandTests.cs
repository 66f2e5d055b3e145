using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

public sealed class HelperCommandTests
{
    [Theory]
    [InlineData("Gcc", "x.c", "--param", "@/etc/passwd")]
    [InlineData("Clang", "x.c", "--param", "@/etc/passwd")]
    [InlineData("Clang", "@/etc/passwd", "-O2", "-g")]
    public void No_word_names_a_file_of_options(string family, string source, params string[] options)
    {
        Assert.False(HelperCommand.TryBuild(Enum.Parse<CompilerFamily>(family), SourceLanguage.C, PreprocessMode.Full, OutputKind.Object, options, source, "out", out var arguments, out var refused));
        Assert.Equal("@/etc/passwd", refused);
        Assert.Empty(arguments);
    }
}
