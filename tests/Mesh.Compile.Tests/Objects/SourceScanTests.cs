using System.Text;
using Mesh.Compile.Classification;
using Mesh.Compile.Objects;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Objects;

public sealed class SourceScanTests
{
    [Theory]
    [InlineData("asm(\".incbin \\\"logo.bin\\\"\");", ".incbin")]
    [InlineData("asm(\".section .x\\n\\t.INCBIN \\\"logo.bin\\\"\");", ".incbin")]
    [InlineData("asm(\".include \\\"macros.s\\\"\");", ".include")]
    [InlineData("asm(R\"(.include \"macros.s\")\");", ".include")]
    [InlineData("const char b[] = {\n#embed \"x\"\n};", "#embed")]
    [InlineData("#pragma GCC dependency \"x.h\"", "dependency")]
    [InlineData("# pragma GCC \t dependency <x.h>", "dependency")]
    [InlineData("#pragma clang dependency \"x.h\"", "dependency")]
    [InlineData("_Pragma(\"GCC dependency \\\"x.h\\\"\")", "dependency")]
    [InlineData("#pragma GCC pch_preprocess \"x.gch\"", "precompiled")]
    public void What_would_open_a_file_is_found_in_either_mode(string text, string mentioned)
    {
        Assert.Contains(mentioned, Scan(text, PreprocessMode.Full));
        Assert.Contains(mentioned, Scan(text, PreprocessMode.DirectivesOnly));
        Assert.Contains(mentioned, Scan(text, PreprocessMode.RewrittenIncludes));
    }

    [Theory]
    [InlineData("#include <stdio.h>")]
    [InlineData("  #  include_next <stdio.h>")]
    [InlineData("#import \"x.h\"")]
    public void A_left_over_include_is_found_in_full_text(string text)
    {
        Assert.NotNull(Scan(text, PreprocessMode.Full));
        Assert.Null(Scan(text, PreprocessMode.DirectivesOnly));
    }

    [Theory]
    [InlineData("const char *x = __BASE_FILE__;", true, true)]
    [InlineData("#define NAME __BASE_FILE__", true, true)]
    [InlineData("const char *x = __TIMESTAMP__;", true, true)]
    [InlineData("const char *x = __DATE__\" \"__TIME__;", true, false)]
    [InlineData("const char *x = (__TIME__);", true, false)]
    [InlineData("int my__DATE__x, __DATE__S, x__TIME__, ___TIME__, __TIMES__;", false, false)]
    [InlineData("struct s s = { .include = 1 }; int y = s.include ; s.incbins = 2;", false, false)]
    [InlineData("// see #include <x.h>", false, false)]
    public void Macros_of_the_clients_clock_and_file_are_found_in_directives_only_text(string text, bool unfit, bool unfitWithEpoch)
    {
        Assert.Equal(unfit, Scan(text, PreprocessMode.DirectivesOnly) is not null);
        Assert.Equal(unfitWithEpoch, Scan(text, PreprocessMode.DirectivesOnly, epoch: true) is not null);
        Assert.Null(Scan(text, PreprocessMode.Full));
    }

    [Theory]
    [InlineData("int a;\n\\\n", true)]
    [InlineData("int a;\n??/ \r\n", true)]
    [InlineData("#include_me\nint a; \\\n# 2 \"x.c\" 2\nint b;\n", true)]
    [InlineData("#define A \\\n # \n", false)]
    [InlineData("#define A \\\n 1\n# 2 \"x.c\" 2\n", false)]
    public void A_file_that_ends_in_a_backslash_is_found_where_its_line_would_go_on(string text, bool unfit)
    {
        foreach (var mode in Enum.GetValues<PreprocessMode>())
        {
            var scan = new SourceScan(mode, hasSourceDateEpoch: false);
            Assert.Equal(unfit, (scan.Unfit(Encoding.UTF8.GetBytes(text)) ?? scan.UnfitAtEnd()) is not null);
        }
    }

    [Theory]
    [InlineData("__builtin_COLUMN()")]
    [InlineData("__builtin_source_location()")]
    public void Columns_are_found_where_full_preprocessing_moved_them(string use)
    {
        Assert.NotNull(Scan($"int c = {use};", PreprocessMode.Full));
        Assert.Null(Scan($"int c = {use};", PreprocessMode.DirectivesOnly));
    }

    [Theory]
    [InlineData("int a; asm(\".incbin \\\"logo.bin\\\"\"); int b;")]
    [InlineData("int a;\n   #   embed <x>\nint b;")]
    [InlineData("int a = __BASE_FILE__ ;")]
    [InlineData("int a = sizeof(__TIME__);")]
    public void A_find_does_not_depend_on_where_the_pieces_are_cut(string text)
    {
        foreach (int filler in (int[])[0, 3, 90, 97, 300])
        {
            byte[] bytes = Encoding.ASCII.GetBytes(new string('\n', filler) + text + new string('\n', filler + 1));
            for (int cut = 0; cut < bytes.Length; cut++)
            {
                var scan = new SourceScan(PreprocessMode.DirectivesOnly, false);
                Assert.True((scan.Unfit(bytes.AsSpan(0, cut)) ?? scan.Unfit(bytes.AsSpan(cut))) is not null, $"cut at {cut} after {filler}");
            }

            var byOne = new SourceScan(PreprocessMode.DirectivesOnly, false);
            Assert.Contains(bytes, letter => byOne.Unfit([letter]) is not null);
        }
    }

    [Theory]
    [InlineData("gcc", "c", "assert.h ctype.h errno.h fcntl.h inttypes.h locale.h math.h netdb.h pthread.h regex.h signal.h stdatomic.h stdio.h stdlib.h string.h sys/socket.h sys/stat.h time.h unistd.h immintrin.h")]
    [InlineData("g++", "c++", "iostream map regex string vector algorithm thread future filesystem chrono unordered_map functional memory ranges format-missing")]
    [InlineData("clang", "c", "stdio.h stdlib.h string.h math.h immintrin.h pthread.h time.h")]
    [InlineData("clang++", "c++", "iostream map regex string vector thread future")]
    public async Task Ordinary_system_headers_are_fit(string compiler, string language, string headers)
    {
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        foreach (string header in headers.Split(' ').Where(header => !header.EndsWith("missing")))
        {
            foreach (string[] mode in (string[][])[["-fdirectives-only"], []])
            {
                if (compiler.StartsWith("clang") && mode.Length > 0)
                {
                    continue;
                }

                string[] command = [compiler, "-x", language, "-O2", .. mode, .. language == "c" ? [] : new[] { "-std=c++20" }, "-E", "-"];
                var text = await Tool.RunAsync(command, "/", Encoding.ASCII.GetBytes($"#include <{header}>\n"), TestContext.Current.CancellationToken);
                Assert.True(text.ExitCode == 0, text.ErrorText);
                var scan = new SourceScan(mode.Length > 0 ? PreprocessMode.DirectivesOnly : PreprocessMode.Full, false);
                Assert.True(scan.Unfit(text.Stdout) is null, $"<{header}> {string.Join(" ", mode)}: {scan.Unfit(text.Stdout)}");
            }
        }
    }

    private static string? Scan(string text, PreprocessMode mode, bool epoch = false) => new SourceScan(mode, epoch).Unfit(Encoding.UTF8.GetBytes(text + "\n"));
}
