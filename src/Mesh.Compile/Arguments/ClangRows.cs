using static Mesh.Compile.Arguments.OptionUse;

namespace Mesh.Compile.Arguments;

/// <summary>What clang has beyond gcc, or means otherwise.</summary>
internal static class ClangRows
{
    private const string SwitchNames = """
        aapcs-bitfield-load aapcs-bitfield-width addrsig aligned-allocation approx-func assume-sane-operator-new blocks
        c++-static-destructors color-diagnostics complete-member-pointers convergent-functions coroutines-ts cxx-exceptions
        debug-info-for-profiling debug-ranges-base-address declspec delayed-template-parsing digraphs direct-access-external-data
        discard-value-names double-square-bracket-attributes emulated-tls enable-matrix experimental-library
        experimental-new-constant-interpreter fine-grained-bitfield-accesses fixed-point force-dwarf-frame force-emit-vtables
        force-enable-int128 global-isel gnu-inline-asm inline-hint-functions instrument-function-entry-bare
        instrument-functions-after-inlining jump-tables legacy-pass-manager pascal-strings protect-parens register-global-dtors-with-atexit
        relaxed-template-template-args reroll-loops ropi rtti-data rwpi sanitize-address-globals-dead-stripping
        sanitize-address-outline-instrumentation sanitize-address-use-odr-indicator sanitize-cfi-canonical-jump-tables
        sanitize-cfi-cross-dso sanitize-memory-param-retval sanitize-memory-track-origins sanitize-memory-use-after-dtor
        sanitize-stats sanitize-thread-atomics sanitize-thread-func-entry-exit sanitize-thread-memory-access sanitize-trap
        show-source-location slp-vectorize spell-checking split-lto-unit split-machine-functions stack-size-section standalone-debug
        strict-float-cast-overflow strict-return strict-vtable-pointers unique-basic-block-section-names unique-section-names
        use-init-array vectorize virtual-function-elimination visibility-global-new-delete-hidden whole-program-vtables writable-strings
        zvector
        """;

    private const string ValueNames = """
        clang-abi-compat= coverage-compilation-dir= debug-compilation-dir= debug-default-version= file-compilation-dir= fp-exception-behavior= fp-model=
        lax-vector-conversions= max-tokens= max-type-align= new-alignment= sanitize-address-destructor= sanitize-address-field-padding=
        sanitize-address-use-after-return= sanitize-hwaddress-abi= sanitize-memory-track-origins= sanitize-undefined-strip-path-components=
        show-overloads= trap-function= trivial-auto-var-init-stop-after= veclib=
        """;

    public static readonly OptionRow[] Rows =
    [
        .. RowMaker.Switches("-f", Travel, SwitchNames),
        .. RowMaker.Values("-f", Travel, ValueNames),
        .. LinkerRows(),
        .. RowMaker.Plain(OptionShape.Separate, Structure, "-Xclang"),
        new("-frecord-gcc-switches", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the object"),
        new("-frecord-command-line", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the object"),
        new("-grecord-gcc-switches", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the debug information"),
        new("-grecord-command-line", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the debug information"),
        .. RowMaker.Plain(OptionShape.Exact, Travel, "-fno-builtin-std-forward_like -gline-tables-only -gline-directives-only -glldb -gsce -gno-column-info"),
        // One clang makes code for many targets: a compiler is asked under this very option, and so is the helper's.
        new("--target=", OptionShape.Joined, Travel),
        .. RowMaker.Plain(OptionShape.Exact, Travel, "-fintegrated-as -integrated-as"),
    ];

    /// <summary>clang remarks on each of these when it does not link, so such a compile prints something and belongs here from the start.</summary>
    private static IEnumerable<OptionRow> LinkerRows() =>
        CommonRows.LinkerRows().Where(row => row.Name != "-pipe").Select(row =>
            row with { Use = Local, Code = "linker-option", Why = "is for linking, which makes clang remark on it" });
}
