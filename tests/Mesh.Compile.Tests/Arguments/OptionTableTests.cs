using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Arguments;

public sealed class OptionTableTests
{
    private static readonly OptionRow[][] Lists = [CommonRows.Rows, GccRows.Rows, ClangRows.Rows];

    internal static IEnumerable<OptionRow> AllRows => Lists.SelectMany(list => list);

    [Fact]
    public void A_row_that_keeps_a_command_local_says_why_and_no_other_row_does()
    {
        Assert.All(AllRows, row =>
        {
            Assert.Equal(row.Use == OptionUse.Local, row.Code is not null);
            Assert.Equal(row.Use == OptionUse.Local, !string.IsNullOrWhiteSpace(row.Why));
            Assert.True(row.Code is null || LocalReasons.Meanings.ContainsKey(row.Code), row.Code);
        });
    }

    [Fact]
    public void Every_name_is_an_option_and_stands_once_in_its_list()
    {
        Assert.All(AllRows, row => Assert.Matches("^(-[A-Za-z#-][^ ]*|@)$", row.Name));
        Assert.All(Lists, list => Assert.Empty(list.GroupBy(row => row.Name).Where(rows => rows.Select(row => row).Distinct().Count() > 1).Select(rows => rows.Key)));
    }

    [Theory]
    [InlineData(CompilerFamily.Gcc)]
    [InlineData(CompilerFamily.Clang)]
    internal void Every_row_is_found_by_its_own_name(CompilerFamily family)
    {
        var table = OptionTable.For(family);

        Assert.All(table.Rows, row => Assert.Same(row, table.Find(row.Shape == OptionShape.Joined ? row.Name + "0" : row.Name)));
        Assert.Equal(table.Rows.Select(row => row.Name).Order(StringComparer.Ordinal), table.Rows.Select(row => row.Name));
    }

    [Theory]
    [InlineData("-march=native", "-march=native")]
    [InlineData("-march=nativex", "-march=")]
    [InlineData("-fprofile-arcs", "-fprofile-arcs")]
    [InlineData("-fprofile-dir=x", "-fprofile")]
    [InlineData("-fpic", "-fpic")]
    [InlineData("-fpicx", null)]
    [InlineData("-Wp,-MD,x", "-Wp,")]
    [InlineData("-Wpedantic", "-W")]
    [InlineData("-o", "-o")]
    [InlineData("-ox.o", "-o")]
    [InlineData("-includex.h", "-include")]
    [InlineData("-include-pch", "-include-pch")]
    [InlineData("-iquotedir", "-iquote")]
    [InlineData("-I", "-I")]
    [InlineData("-gsplit-dwarf=single", "-gsplit-dwarf=")]
    [InlineData("-gsplit-dwarf", "-gsplit-dwarf")]
    [InlineData("-gdwarf-5", "-gdwarf-5")]
    [InlineData("-gdwarf-9", null)]
    [InlineData("-std=", "-std=")]
    [InlineData("-zzz", "-z")]
    [InlineData("-", null)]
    [InlineData("-~", null)]
    public void The_longest_row_that_fits_wins(string word, string? name) => Assert.Equal(name, OptionTable.For(CompilerFamily.Gcc).Find(word)?.Name);

    [Fact]
    public void The_search_agrees_with_trying_every_row()
    {
        var table = OptionTable.For(CompilerFamily.Clang);
        var random = new Random(3);
        for (int round = 0; round < 5000; round++)
        {
            string name = table.Rows[random.Next(table.Rows.Count)].Name;
            string word = name[..random.Next(1, name.Length + 1)] + (random.Next(2) == 0 ? "" : table.Rows[random.Next(table.Rows.Count)].Name[1..]);
            var slow = table.Rows.Where(row => word == row.Name ? row.Shape != OptionShape.Joined || row.Name[^1] == '='
                : word.StartsWith(row.Name, StringComparison.Ordinal) && row.Shape.HasFlag(OptionShape.Joined)).MaxBy(row => row.Name.Length);

            Assert.Same(slow, table.Find(word));
        }
    }

    [Fact]
    public void Clangs_rows_overlay_gccs()
    {
        Assert.Equal(OptionUse.Drop, OptionTable.For(CompilerFamily.Gcc).Find("-lm")!.Use);
        Assert.Equal(OptionUse.Remark, OptionTable.For(CompilerFamily.Clang).Find("-lm")!.Use);
        Assert.Null(OptionTable.For(CompilerFamily.Gcc).Find("-fcolor-diagnostics"));
    }
}
