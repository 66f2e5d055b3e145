using static Mesh.Compile.Arguments.OptionShape;
using static Mesh.Compile.Arguments.OptionUse;

namespace Mesh.Compile.Arguments;

/// <summary>What gcc and clang share, and everything that keeps a command local.</summary>
internal static class CommonRows
{
    public static readonly OptionRow[] Rows =
    [
        .. StructureRows(),
        .. PreprocessorRows(),
        .. LanguageRows(),
        .. LinkerRows(),
        .. MachineRows.Rows,
        .. LocalRows.Rows,
    ];

    /// <summary>Options that the classifier reads to learn what the command does.</summary>
    private static IEnumerable<OptionRow> StructureRows() =>
    [
        .. RowMaker.Plain(Exact, Structure, "-c -S -MD -MMD -MP"),
        .. RowMaker.Plain(Joined | Separate, Structure, "-o -x -MF -MT -MQ"),
        .. RowMaker.Plain(Joined, Structure, "-Wp, -Wa,"),
        .. RowMaker.Plain(Separate, Structure, "-Xpreprocessor -Xassembler"),
    ];

    /// <summary>Options that name the client's headers and macros.</summary>
    private static IEnumerable<OptionRow> PreprocessorRows() =>
    [
        .. RowMaker.Plain(Joined | Separate, Define, "-D -U"),
        .. RowMaker.Plain(Joined | Separate, Preprocess, """
            -I -A -isystem -iquote -idirafter -include -imacros -iprefix -iwithprefix -iwithprefixbefore -isysroot -imultilib -imultiarch
            -cxx-isystem -stdlib++-isystem
            """),
        .. RowMaker.Plain(Exact, Preprocess, "-nostdinc -nostdinc++ -remap -nobuiltininc -nostdlibinc -ibuiltininc --no-standard-includes"),
        .. RowMaker.Plain(Exact, Define, "-undef"),
        .. RowMaker.Plain(Joined, Preprocess, "--sysroot= -stdlib="),
        .. RowMaker.Plain(Separate, Preprocess, "--sysroot"),
    ];

    /// <summary>Options that say what the program means and how it is compiled.</summary>
    private static IEnumerable<OptionRow> LanguageRows() =>
    [
        .. RowMaker.Plain(Exact | Joined, Travel, "-O -W"),
        .. RowMaker.Plain(Joined, Travel, "-std= --std= --param="),
        .. RowMaker.Plain(Separate, Travel, "--param"),
        .. RowMaker.Plain(Exact, Travel, "-ansi -pedantic -pedantic-errors -w -p -pg -pthread -trigraphs"),
        .. RowMaker.Plain(Exact, Travel, """
            -g -g0 -g1 -g2 -ggdb -ggdb0 -ggdb1 -ggdb2 -gdwarf -gdwarf-2 -gdwarf-3 -gdwarf-4 -gdwarf-5 -gdwarf32 -gdwarf64 -gstrict-dwarf
            -gno-strict-dwarf -gcolumn-info -gno-column-info -gz -gpubnames -gno-pubnames -ggnu-pubnames -gno-gnu-pubnames
            -gstatement-frontiers -gno-statement-frontiers -gvariable-location-views -gno-variable-location-views
            -gvariable-location-views=incompat5 -ginternal-reset-location-views -gno-internal-reset-location-views -ginline-points
            -gno-inline-points -gas-loc-support -gno-as-loc-support -gas-locview-support -gno-as-locview-support -gdescribe-dies
            -gno-describe-dies -grecord-gcc-switches -gno-record-gcc-switches -gtoggle -gsplit-dwarf
            """),
        .. RowMaker.Plain(Joined, Travel, "-gz="),
        .. RowMaker.Plain(Exact, Assemble, "-P"), // no line markers: for text that is kept, not for what travels, so it stays here; -frecord-gcc-switches records it
    ];

    /// <summary>
    /// Linker options that sloppy Makefiles give to every compile. gcc ignores them in silence; clang remarks on them, so its table keeps
    /// such a command here. Those that name no file travel, because a driver's specs may look at them (<c>-static</c> and default PIE).
    /// </summary>
    internal static IEnumerable<OptionRow> LinkerRows() =>
    [
        .. RowMaker.Plain(Exact, Travel, """
            -static -shared -pie -no-pie -static-pie -rdynamic -s -nostdlib -nodefaultlibs -nostartfiles -nolibc -static-libgcc -shared-libgcc
            -static-libstdc++ -static-libasan -static-libtsan -static-liblsan -static-libubsan -symbolic
            """),
        .. RowMaker.Plain(Joined | Separate, Drop, "-L -l -z -u -T -e"),
        .. RowMaker.Plain(Joined, Drop, "-Wl, -fuse-ld="),
        .. RowMaker.Plain(Separate, Drop, "-Xlinker"),
        .. RowMaker.Plain(Exact, Drop, "-pipe"),
    ];
}
