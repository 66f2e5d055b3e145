using Mesh.Compile.Arguments;
using Mesh.Node.Dispatch;
using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.Dispatch;

/// <summary>The canaries compile everywhere, without headers and without a word: a canary that does not says nothing of the peer.</summary>
public sealed class CanarySourcesTests
{
    [Theory]
    [InlineData("gcc", "c")]
    [InlineData("g++", "c++")]
    [InlineData("clang", "c")]
    [InlineData("clang++", "c++")]
    [InlineData("gcc-11", "c")]
    [InlineData("i686-linux-gnu-gcc", "c")]
    [InlineData("i686-linux-gnu-g++", "c++")]
    [InlineData("arm-linux-gnueabihf-gcc", "c")]
    [InlineData("arm-linux-gnueabihf-g++", "c++")]
    [InlineData("arm-linux-gnueabi-g++", "c++")]
    [InlineData("mips-linux-gnu-gcc", "c")]
    [InlineData("powerpc64le-linux-gnu-gcc", "c")]
    [InlineData("m68k-linux-gnu-gcc", "c")]
    public async Task A_canary_compiles_silently(string compiler, string word)
    {
        Assert.SkipUnless(ExternalProgram.Find(compiler) is not null, $"{compiler} is not installed");
        var language = word == "c" ? SourceLanguage.C : SourceLanguage.Cxx;
        using var folder = new TempDirectory();
        folder.Write(CanarySources.FileName(language), CanarySources.Text(language));
        foreach (var options in CanarySources.Options)
        {
            var command = new ChildCommand(compiler, [.. options, "-nostdinc", "-c", CanarySources.FileName(language), "-o", "canary.o"]) { WorkingDirectory = folder.Path };
            var made = Assert.IsType<ChildResult.Exited>(await ChildProcess.RunAsync(command, ChildLimits.Question, TestContext.Current.CancellationToken));
            Assert.Equal((0, ""), (made.Code, System.Text.Encoding.UTF8.GetString(made.Stderr)));
        }
    }
}
