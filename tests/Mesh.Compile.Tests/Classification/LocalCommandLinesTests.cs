using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Classification;

public sealed class LocalCommandLinesTests
{
    [Theory]
    [InlineData("gcc --version", "query", LocalWeight.None)]
    [InlineData("gcc -dumpmachine", "query", LocalWeight.None)]
    [InlineData("gcc -print-file-name=libgcc.a", "query", LocalWeight.None)]
    [InlineData("gcc -print-prog-name=ld -c x.c", "query", LocalWeight.None)]
    [InlineData("gcc -### -c x.c", "query", LocalWeight.None)]
    [InlineData("gcc -v", "no-inputs", LocalWeight.None)]
    [InlineData("gcc", "no-inputs", LocalWeight.None)]
    [InlineData("gcc -E x.c", "preprocess-only", LocalWeight.Light)]
    [InlineData("gcc -dM -E -", "preprocess-only", LocalWeight.Light)]
    [InlineData("gcc -MM x.c", "dependencies-only", LocalWeight.Light)]
    [InlineData("gcc x.o y.o -o x -Wl,-z,now -unknown", "links", LocalWeight.Heavy)]
    [InlineData("gcc x.c -o x", "links", LocalWeight.Heavy)]
    [InlineData("gcc @args", "response-file", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c @args", "response-file", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c y.c", "several-sources", LocalWeight.Heavy)]
    [InlineData("gcc -c -x c -", "reads-stdin", LocalWeight.Heavy)]
    [InlineData("gcc -c -x c /dev/stdin", "reads-stdin", LocalWeight.Heavy)]
    [InlineData("gcc -c x.s", "assembler-source", LocalWeight.Heavy)]
    [InlineData("gcc -c x.S", "assembler-source", LocalWeight.Heavy)]
    [InlineData("gcc -x assembler-with-cpp -c x.c", "assembler-source", LocalWeight.Heavy)]
    [InlineData("gcc -c x.i", "already-preprocessed", LocalWeight.Heavy)]
    [InlineData("gcc -c x.h", "precompiled-header", LocalWeight.Heavy)]
    [InlineData("g++ -x c++-header -c x.h", "precompiled-header", LocalWeight.Heavy)]
    [InlineData("gcc -c x.m", "other-language", LocalWeight.Heavy)]
    [InlineData("gcc -c x.o", "not-a-source", LocalWeight.Heavy)]
    [InlineData("gcc -x c -x none -c x.txt", "not-a-source", LocalWeight.Heavy)]
    [InlineData("gcc -c .c", "not-a-source", LocalWeight.Heavy)]
    [InlineData("gcc -Xpreprocessor -P -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("gcc -Xpreprocessor -DA=1,-DB -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("gcc -Xassembler -al -c x.c", "assembler-option", LocalWeight.Heavy)]
    [InlineData("gcc -Wp,-MD,x.d,-MT,t -MT u -c x.c", "dependency-options", LocalWeight.Heavy)]
    [InlineData("clang -Wp,-MD,x.d,-MT,t -c x.c", "dependency-options", LocalWeight.Heavy)]
    [InlineData("gcc -Wp,-MD,x.d,-MT -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -x c", "other-language", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -o -", "output-not-a-file", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -o /dev/null", "output-not-a-file", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -o x.c", "output-not-a-file", LocalWeight.Heavy)]
    [InlineData("gcc -S a/../x.c -o ./x.c", "output-not-a-file", LocalWeight.Heavy)]
    [InlineData("gcc -Winvalid-pch -include pch.h -c x.c", "precompiled-header", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -o a.o -o b.o", "several-outputs", LocalWeight.Heavy)]
    [InlineData("gcc -c -S x.c", "several-modes", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -fnew-thing", "unknown-option", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -mnew-thing", "unknown-option", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c --", "unknown-option", LocalWeight.Heavy)]
    [InlineData("gcc -c x.c -o", "incomplete-option", LocalWeight.Heavy)]
    [InlineData("gcc -c conftest.c", "configure-probe", LocalWeight.Heavy)]
    [InlineData("gcc -c CMakeFiles/CMakeScratch/TryCompile-a/src.c", "configure-probe", LocalWeight.Heavy)]
    [InlineData("gcc -c /usr/share/cmake/Modules/x.c -o CMakeFiles/cmTC_1a2b3.dir/x.c.o", "configure-probe", LocalWeight.Heavy)]
    [InlineData("gcc -c testCCompiler.c", "configure-probe", LocalWeight.Heavy)]
    [InlineData("c99-gcc -c x.c", "unknown-driver", LocalWeight.Heavy)]
    [InlineData("musl-gcc -c x.c", "unknown-driver", LocalWeight.Heavy)]
    [InlineData("gcc -march=native -c x.c", "march-native", LocalWeight.Heavy)]
    [InlineData("gcc -mtune=native -c x.c", "march-native", LocalWeight.Heavy)]
    [InlineData("gcc -mcpu=native+crc -c x.c", "march-native", LocalWeight.Heavy)]
    [InlineData("gcc -mmcu=atmega328 -c x.c", "device-specs", LocalWeight.Heavy)]
    [InlineData("gcc -Wa,-adhln=x.lst -c x.c", "assembler-option", LocalWeight.Heavy)]
    [InlineData("gcc -Wa,--noexecstack,-I. -c x.c", "assembler-option", LocalWeight.Heavy)]
    [InlineData("gcc -Wp,-P -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("clang -Xclang -foo -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("clang -mllvm -foo -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("clang -mllvm -view-edge-bundles=1 -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("clang -mllvm -info-output-file=1 -c x.c", "passed-through", LocalWeight.Heavy)]
    [InlineData("gcc -fplugin=x.so -c x.c", "plugin", LocalWeight.Heavy)]
    [InlineData("gcc -specs=x -c x.c", "specs", LocalWeight.Heavy)]
    [InlineData("gcc -B/x -c x.c", "compiler-parts", LocalWeight.Heavy)]
    [InlineData("gcc -wrapper gdb,--args -c x.c", "compiler-parts", LocalWeight.Heavy)]
    [InlineData("clang -gsplit-dwarf=single -g -c x.c", "split-debug", LocalWeight.Heavy)]
    [InlineData("clang -gsplit-dwarf -c x.c", "split-debug", LocalWeight.Heavy)]
    [InlineData("gcc -gsplit-dwarf -S x.c", "assembly-with-debug", LocalWeight.Heavy)]
    [InlineData("gcc -gsplit-dwarf -flto -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -gsplit-dwarf -save-temps -c x.c", "save-temps", LocalWeight.Heavy)]
    [InlineData("gcc -gsplit-dwarf -dumpdir out/ -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -g3 -c x.c", "macro-debug-info", LocalWeight.Heavy)]
    [InlineData("gcc --coverage -c x.c", "coverage", LocalWeight.Heavy)]
    [InlineData("gcc -fprofile-use=x -c x.c", "profile", LocalWeight.Heavy)]
    [InlineData("gcc -save-temps=obj -c x.c", "save-temps", LocalWeight.Heavy)]
    [InlineData("gcc -fstack-usage -flto -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -fstack-usage -Wunused-macros -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -fcallgraph-info=su -fopenmp -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -fcallgraph-info=xy -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("clang -fcallgraph-info -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -fdump-tree-all -c x.c", "side-file", LocalWeight.Heavy)]
    [InlineData("gcc -dA -c x.c", "dumps", LocalWeight.Heavy)]
    [InlineData("gcc -ftime-report -c x.c", "prints-reports", LocalWeight.Heavy)]
    [InlineData("gcc -fsyntax-only x.c", "no-object", LocalWeight.Heavy)]
    [InlineData("g++ -fmodules-ts -c x.cc", "modules", LocalWeight.Heavy)]
    [InlineData("gcc -include-pch x -c x.c", "precompiled-header", LocalWeight.Heavy)]
    [InlineData("gcc -MJ x.json -c x.c", "compilation-database", LocalWeight.Heavy)]
    [InlineData("gcc -MD -MG -c x.c", "missing-headers", LocalWeight.Heavy)]
    [InlineData("gcc -MF x.d -c x.c", "dependency-options", LocalWeight.Heavy)]
    [InlineData("gcc -MD -MMD -c x.c", "dependency-options", LocalWeight.Heavy)]
    [InlineData("gcc -MD -MF /dev/null -c x.c", "dependency-options", LocalWeight.Heavy)]
    [InlineData("gcc -MD -MF x.d -Wp,-MD,y.d -c x.c", "dependency-options", LocalWeight.Heavy)]
    [InlineData("gcc --target=arm-linux-gnueabihf -c x.c", "names-a-target", LocalWeight.Heavy)]
    [InlineData("clang -fno-integrated-as -c x.c", "compiler-parts", LocalWeight.Heavy)]
    [InlineData("clang -target arm-linux-gnueabihf -c x.c", "names-a-target", LocalWeight.Heavy)]
    [InlineData("gcc -c -v x.c", "verbose", LocalWeight.Heavy)]
    [InlineData("gcc -finput-charset=latin1 -c x.c", "input-charset", LocalWeight.Heavy)]
    [InlineData("gcc -S -fverbose-asm x.c", "verbose-assembly", LocalWeight.Heavy)]
    [InlineData("gcc -g -S x.c", "assembly-with-debug", LocalWeight.Heavy)]
    [InlineData("gcc -P -frecord-gcc-switches -c x.c", "records-command-line", LocalWeight.Heavy)]
    [InlineData("gcc --no-line-commands -frecord-gcc-switches -c x.c", "records-command-line", LocalWeight.Heavy)]
    [InlineData("gcc -mtune=native -frecord-gcc-switches -c x.c", "march-native", LocalWeight.Heavy)]
    [InlineData("gcc -g -flto -ffat-lto-objects -c x.c", "lto-debug", LocalWeight.Heavy)]
    [InlineData("clang -fsanitize=address -imacros m.h -c x.c", "sanitizer-columns", LocalWeight.Heavy)]
    [InlineData("gcc -fsanitize=address -Wunused-macros -c x.c", "sanitizer-columns", LocalWeight.Heavy)]
    [InlineData("clang -frecord-command-line -c x.c", "records-command-line", LocalWeight.Heavy)]
    internal void A_command_stays_local_for_its_own_reason(string line, string code, LocalWeight weight)
    {
        var reason = Reason(line);

        Assert.Equal((code, weight), (reason.Code, reason.Weight));
        Assert.NotEmpty(reason.Text);
    }

    [Fact]
    public void A_reason_names_the_option()
    {
        Assert.Equal("-march=native names this machine's processor", Reason("gcc -march=native -c x.c").Text);
    }

    [Theory]
    [InlineData("DEPENDENCIES_OUTPUT")]
    [InlineData("SUNPRO_DEPENDENCIES")]
    [InlineData("GCC_EXEC_PREFIX")]
    [InlineData("COMPILER_PATH")]
    [InlineData("CCC_OVERRIDE_OPTIONS")]
    [InlineData("GCC_COMPARE_DEBUG")]
    [InlineData("EXPERIMENTAL_SARIF_SOCKET")]
    [InlineData("CC_PRINT_HEADERS")]
    [InlineData("CC_LOG_DIAGNOSTICS")]
    public void A_variable_that_changes_the_compiler_keeps_a_command_local(string name)
    {
        var verdict = Classifier.Classify(["gcc", "-c", "x.c"], CompilerFamily.Gcc, new Dictionary<string, string> { [name] = "x", ["LANG"] = "C", ["CPATH"] = "/inc" });

        Assert.Equal("environment", Assert.IsType<Mesh.Compile.Classification.Classification.Local>(verdict).Reason.Code);
    }

    [Fact]
    public void Include_path_variables_keep_nothing_local()
    {
        var verdict = Classifier.Classify(["gcc", "-c", "x.c"], CompilerFamily.Gcc, new Dictionary<string, string> { ["CPATH"] = "/inc", ["GCC_COLORS"] = "" });

        Assert.IsType<Mesh.Compile.Classification.Classification.Remote>(verdict);
    }

    [Fact]
    public void Clangs_debug_information_needs_the_working_directory()
    {
        var verdict = Classify("clang -g -c x.c", workingDirectory: null);

        Assert.Equal("debug-directory", Assert.IsType<Mesh.Compile.Classification.Classification.Local>(verdict).Reason.Code);
        Assert.Contains("-fdebug-compilation-dir=/work", Plan("clang -g -c x.c").CompileOptions);
    }
}
