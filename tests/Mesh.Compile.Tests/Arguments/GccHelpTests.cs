using System.Text;
using System.Text.RegularExpressions;
using Mesh.Compile.Arguments;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Arguments;

/// <summary>Holds the table to what the compilers say of themselves: what they list and the table lacks stands here, by name.</summary>
public sealed partial class GccHelpTests
{
    // Long spellings, and options of other languages or of the driver's own parts: a command that uses one of them is compiled locally.
    internal static readonly HashSet<string> LeftOut =
    [
        "-C", "-CC", "-F", "-P", "-T", "-lang-asm", "-quiet", "-version", "-fhelp", "-fhelp=", "-fversion", "-ftarget-help", "-fsplit-stack", "-gdwarf-", "-mdump-tune-features",
        "-miamcu", "-mneeded", "-mno-default", "-frequire-return-statement", "-fbuilding-libgcc", "-fcheck-pointer-bounds", "-fcilkplus", "-frepo",
        "-fname-mangling-version-", "-fmudflap", "-fmudflapir", "-fmudflapth", "-flang-info-include-translate", "-flang-info-include-translate-not",
        "-flang-info-include-translate=", "-flang-info-module-cmi", "-flang-info-module-cmi=",
    ];

    [Theory]
    [InlineData("gcc", "optimizers")]
    [InlineData("gcc", "common")]
    [InlineData("gcc", "target")]
    [InlineData("gcc", "warnings")]
    [InlineData("gcc", "c")]
    [InlineData("gcc", "c++")]
    public async Task Every_option_that_gcc_lists_has_a_row_or_is_left_out_by_name(string compiler, string kind)
    {
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        var help = await Tool.RunAsync([compiler, "--help=" + kind], "/", null, TestContext.Current.CancellationToken);
        var table = OptionTable.For(CompilerFamily.Gcc);

        var missing = Encoding.UTF8.GetString(help.Stdout).Split('\n')
            .Select(line => Listed().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Where(name => !name.StartsWith("--"))
            .Where(name => table.Find(name) is null && table.Find(name + "0") is null && !LeftOut.Contains(name) && !name.StartsWith("-fchkp-"));

        Assert.Equal("", string.Join(" ", missing));
    }

    // "  -fname=<value>   text" and "  -Wname   text": the name ends where a value or a blank begins.
    [GeneratedRegex(@"^  (-[A-Za-z][^ \t<\[]*)")]
    private static partial Regex Listed();
}
