using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Classification;

public sealed class SplitDebugTests
{
    [Theory]
    [InlineData("gcc -gsplit-dwarf -c src/x.c", "x.dwo")]
    [InlineData("gcc -g -gsplit-dwarf -gdwarf-4 -c x.c -o ./out/a.b.o", "./out/a.b.dwo")]
    [InlineData("gcc -O2 -g2 -ggnu-pubnames -gsplit-dwarf -c x.c -o noend", "noend.dwo")]
    [InlineData("clang -g -gsplit-dwarf -c x.c -o /out/x.o", "/out/x.dwo")]
    [InlineData("clang -gdwarf-5 -gsplit-dwarf -c x.c -o ../x.o", "../x.dwo")]
    [InlineData("clang -g -gsplit-dwarf -fdebug-compilation-dir=/x -c x.c -o x.o", "x.dwo")]
    public void The_object_knows_the_second_file_by_the_name_that_it_has_here(string line, string name)
    {
        var plan = Plan(line, compilerMajor: 14);

        Assert.Equal((name, OutputKind.SplitDebug), (plan.SplitName, Assert.Single(plan.Beside).Kind));
        Assert.Null(plan.Expanded());
    }

    [Theory]
    [InlineData("gcc -gsplit-dwarf -c x.c -o /out/x.o")]
    [InlineData("gcc -gsplit-dwarf -c x.c -o ../x.o")]
    [InlineData("gcc -gsplit-dwarf -c x.c -o out/../x.o")]
    [InlineData("gcc -gsplit-dwarf -c x.c -o out//x.o")]
    [InlineData("gcc -gsplit-dwarf -c x.c -o a%b.o")]
    [InlineData("gcc -gsplit-dwarf -c x.c -o -x.o")]
    [InlineData("clang -g -gsplit-dwarf -c x.c -o ./@out/x.o")]
    [InlineData("gcc -gsplit-dwarf -c x.c -o ..o")]
    [InlineData("gcc -gsplit-dwarf -c grüß.c")]
    [InlineData("clang -g -gsplit-dwarf -c x.c -o out//x.o")]
    [InlineData("clang -g -gsplit-dwarf -c x.c -o //x.o")]
    [InlineData("clang -g -gsplit-dwarf -fdebug-compilation-dir=/x -c x.c")]
    [InlineData("clang -g -gsplit-dwarf -imacros m.h -c x.c")]
    [InlineData("gcc -gsplit-dwarf -g0 -c x.c")]
    [InlineData("gcc -gsplit-dwarf -g1 -c x.c")]
    [InlineData("gcc -gsplit-dwarf -gtoggle -c x.c")]
    [InlineData("clang -gsplit-dwarf -g -gline-tables-only -c x.c")]
    [InlineData("clang -gsplit-dwarf -g -gno-split-dwarf -c x.c")]
    public void What_may_be_named_or_divided_otherwise_stays_here(string line)
    {
        var verdict = Classify(line, compilerMajor: 14);

        Assert.Equal("split-debug", Assert.IsType<Mesh.Compile.Classification.Classification.Local>(verdict).Reason.Code);
    }

    [Theory]
    [InlineData("gcc -gsplit-dwarf -c x.c", 11, true)]
    [InlineData("gcc -gsplit-dwarf -c x.c", 10, false)]
    [InlineData("clang -g -gsplit-dwarf -c x.c", 14, true)]
    [InlineData("clang -g -gsplit-dwarf -c x.c", 13, false)]
    public void Compilers_that_were_not_tried_are_left_alone(string line, int major, bool travels) =>
        Assert.Equal(travels, Classify(line, compilerMajor: major) is Mesh.Compile.Classification.Classification.Remote);

    [Theory]
    [InlineData("gcc", "out/deep/x.y.dwo", "-dumpdir out/deep/ -dumpbase x.y -dumpbase-ext ")]
    [InlineData("gcc", "x.dwo", "-dumpdir  -dumpbase x -dumpbase-ext ")]
    [InlineData("clang", "/out/x.dwo", "-Xclang -split-dwarf-file -Xclang /out/x.dwo")]
    public void A_helper_has_its_compiler_write_the_clients_name(string compiler, string name, string options) =>
        Assert.Equal(options, string.Join(' ', SplitName.Options(name, compiler == "gcc" ? CompilerFamily.Gcc : CompilerFamily.Clang)));

    [Fact]
    public void The_language_of_messages_does_not_stand_in_debug_information() => Assert.IsType<Mesh.Compile.Classification.Classification.Remote>(
        Classifier.Classify(Words("g++ -gsplit-dwarf -c x.cc"), CompilerFamily.Gcc, new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8" }, "/work", compilerMajor: 12));
}
