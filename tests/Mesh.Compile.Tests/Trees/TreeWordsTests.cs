using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Trees;

namespace Mesh.Compile.Tests.Trees;

public sealed class TreeWordsTests
{
    [Theory]
    [InlineData("gcc -O2 -Wall -c x.c", "")]
    [InlineData("gcc -DA -D B=1 -UC -Iinc -I inc -isystem sys -iquote q -idirafter r -nostdinc -x c -c x.c", "-DA|-D|B=1|-UC")]
    [InlineData("gcc -include a.h -imacrosb.h -DA -c x.c", "-DA|-include|a.h|-imacros|b.h")]
    [InlineData("g++ -std=c++17 -undef -Wp,-DA -m32 -c x.cc", "-undef|-Wp,-DA")]
    [InlineData("gcc -flto -c x.c", "-fworking-directory")]
    [InlineData("gcc -g -fdebug-prefix-map=/a=/b -ffile-prefix-map=/c=d -c x.c", "")]
    public void Macros_and_files_go_with_a_tree(string command, string words) => Assert.Equal(words, string.Join('|', TreeWords.Of(Plan(command))!));

    [Theory]
    [InlineData("gcc -fmessage-length=72 -c x.c")]
    [InlineData("gcc -isysroot /r -c x.c")]
    [InlineData("gcc -iprefix /r -c x.c")]
    [InlineData("gcc -AA=b -c x.c")]
    [InlineData("gcc -Wp,-Iinc -c x.c")]
    [InlineData("clang -c x.c")]
    public void Some_commands_no_other_machine_can_follow(string command) => Assert.Null(TreeWords.Of(Plan(command)));

    [Theory]
    [InlineData("-DA -D B=1 -UC -undef -Wp,-DA,-UB -include a.h -imacros /b.h -fworking-directory", null)]
    [InlineData("-DA -Iinc", "-Iinc")]
    [InlineData("-DA x.c", "x.c")]
    [InlineData("-fplugin=x", "-fplugin=x")]
    [InlineData("-Wp,-MD,x", "-Wp,-MD,x")]
    [InlineData("-include", "-include")]
    [InlineData("-wrapper sh", "-wrapper sh")]
    [InlineData("@file", "@file")]
    public void A_helper_takes_no_others(string words, string? refused) => Assert.Equal(refused, TreeWords.Refused(words.Split(' ')));

    [Fact]
    public void Files_are_called_by_their_staged_names() => Assert.Equal(
        ["-D", "A", "-include", "/staged/a.h", "-imacros", "other.h", "-DB"],
        TreeWords.Staged(["-D", "A", "-include", "a.h", "-imacros", "other.h", "-DB"], name => name == "a.h" ? "/staged/a.h" : null));

    [Fact]
    public void User_directories_are_those_of_capital_i() => Assert.Equal(["a", "b"], TreeWords.UserDirectories(Plan("gcc -Ia -I b -isystem c -c x.c")));

    private static CompilePlan Plan(string command)
    {
        var family = command.StartsWith("clang", StringComparison.Ordinal) ? CompilerFamily.Clang : CompilerFamily.Gcc;
        var verdict = Classifier.Classify(command.Split(' '), family, new Dictionary<string, string>(), "/w", compilerMajor: 12);
        return Assert.IsType<Mesh.Compile.Classification.Classification.Remote>(verdict).Plan;
    }
}
