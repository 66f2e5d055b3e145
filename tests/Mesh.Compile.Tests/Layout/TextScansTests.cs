using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;

namespace Mesh.Compile.Tests.Layout;

public sealed class TextScansTests
{
    [Theory]
    [InlineData("Gcc", "DirectivesOnly", "-O2", "LostPragmaScan")]
    [InlineData("Gcc", "DirectivesOnly", "-Wall", "IndentationScan LostPragmaScan")]
    [InlineData("Gcc", "Full", "-O2", "")]
    [InlineData("Gcc", "Full", "-Wmultistatement-macros", "IndentationScan")]
    [InlineData("Clang", "RewrittenIncludes", "-O2", "HeaderAlignmentScan EmptyBodyScan RewrittenTextScan")]
    [InlineData("Clang", "Full", "-O2", "HeaderAlignmentScan EmptyBodyScan ClangTextScan")]
    [InlineData("Clang", "Full", "-w", "ClangTextScan")]
    public void What_is_looked_for(string family, string mode, string option, string scans) => Assert.Equal(
        scans,
        string.Join(' ', TextScans.For(Enum.Parse<CompilerFamily>(family), Enum.Parse<PreprocessMode>(mode), [option]).Select(scan => scan.GetType().Name)));

    [Fact]
    public void What_is_found_is_told_and_kept()
    {
        var scan = TextScans.For(CompilerFamily.Clang, PreprocessMode.Full, ["-Wno-pragma-pack"])[0];
        scan.Feed("int f(int a) { if (a);\n return 1; }\n"u8);
        var found = scan.Found;
        scan.Feed("int b;\n"u8);
        Assert.Contains("-Wempty-body", found);
        Assert.Equal(found, scan.Found);
    }
}
