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
        zvector allow-editor-placeholders altivec apple-pragma-pack application-extension asm-blocks async-exceptions autolink borland-extensions
        bounds-check caret-diagnostics constant-cfstrings diagnostics-fixit-info
        diagnostics-show-note-include-stack dwarf-directory-asm escaping-block-tail-calls experimental-relative-c++-abi-vtables honor-infinities
        honor-nans ms-compatibility new-infallible objc-arc objc-arc-exceptions objc-exceptions objc-weak preserve-as-comments
        sanitize-link-c++-runtime sanitize-link-runtime sanitize-minimal-runtime signaling-math split-dwarf-inlining
        split-stack struct-path-tbaa trigraphs visibility-inlines-hidden-static-local-var xl-pragma-pack
        """;

    /// <summary>Options that are mostly there to be switched off; on, they are another matter.</summary>
    private const string OffNames = """
        -fno-auto-profile -fno-coverage-mapping -fno-cxx-modules -fno-debug-macro -fno-pseudo-probe-for-profiling -fno-crash-diagnostics -fno-max-type-align -fno-memory-profile -fno-sanitize-blacklist -fno-sanitize-ignorelist
        -fno-save-optimization-record -fno-temp-file -fno-test-coverage -fno-profile-arcs -fno-profile-generate -fno-profile-instr-generate
        -fno-profile-instr-use -fno-profile-use -fno-xray-instrument -gno-embed-source -gno-record-command-line -gno-record-gcc-switches -gno-split-dwarf
        """;

    private const string OtherNames = """
        -fansi-escape-codes -fapple-kext -fdwarf-exceptions -femit-all-decls -fignore-exceptions -fms-volatile -fparse-all-comments
        -fretain-comments-from-system-headers -fseh-exceptions -fsjlj-exceptions -fwasm-exceptions -fintegrated-cc1 -canonical-prefixes
        -Qn -Qy -Qunused-arguments --start-no-unused-arguments --end-no-unused-arguments --ansi --pedantic --pedantic-errors --no-pedantic -no-pedantic
        --trigraphs -no-pthread -gfull -gused -gdwarf-aranges -ginline-line-tables -gno-inline-line-tables -gsimple-template-names
        -gno-simple-template-names -gno-codeview-ghash
        """;

    private const string MachineNames = """
        aix-struct-return atomics bulk-memory cmpb crbits default-build-attributes direct-move execute-only ibt-seal
        incremental-linker-compatible ldc1-sdc1 mfocrf multivalue mutable-globals neg-immediates nontrapping-fptoint nvj nvs packets
        paired-vector-memops power10-vector reference-types relax-all relaxed-simd sign-ext simd128 speculative-load-hardening svr4-struct-return
        tail-call unsafe-fp-atomics warn-nonportable-cfstrings x87 movt
        """;

    private const string MachineValueNames = """
        abs= align-branch= align-branch-boundary= double= hwdiv= implicit-it= indirect-jump= pad-max-prefix-size= small-data-threshold=
        stack-alignment= stack-probe-size= vscale-max= vscale-min=
        """;

    private const string ValueNames = """
        clang-abi-compat= coverage-compilation-dir= debug-compilation-dir= debug-default-version= file-compilation-dir= fp-exception-behavior= fp-model=
        lax-vector-conversions= max-tokens= max-type-align= new-alignment= sanitize-address-destructor= sanitize-address-field-padding=
        sanitize-address-use-after-return= sanitize-hwaddress-abi= sanitize-memory-track-origins= sanitize-undefined-strip-path-components=
        show-overloads= trap-function= trivial-auto-var-init-stop-after= veclib= binutils-version= bracket-depth= caret-diagnostics-max-lines=
        comment-block-commands= constexpr-backtrace-limit= constexpr-steps= denormal-fp-math= denormal-fp-math-f32=
        diagnostics-show-category= error-limit= gnuc-version= macro-backtrace-limit= ms-compatibility-version= msc-version= openmp=
        openmp-version= operator-arrow-depth= spell-checking-limit= swift-async-fp= symbol-partition= trapv-handler=
        """;

    public static readonly OptionRow[] Rows =
    [
        .. RowMaker.Switches("-f", Travel, SwitchNames),
        .. RowMaker.Values("-f", Travel, ValueNames),
        .. RowMaker.Switches("-m", Travel, MachineNames),
        .. RowMaker.Values("-m", Travel, MachineValueNames),
        .. RowMaker.Plain(OptionShape.Exact, Travel, OffNames),
        .. RowMaker.Plain(OptionShape.Exact, Travel, OtherNames),
        .. RowMaker.Plain(OptionShape.Joined | OptionShape.Separate, Preprocess, "-iwithsysroot -iframework -iframeworkwithsysroot"),
        // clang writes macros down with -fdebug-macro alone.
        .. RowMaker.Plain(OptionShape.Exact, Travel, "-g3 -ggdb3"),
        .. LinkerRows(),
        .. RowMaker.Plain(OptionShape.Separate, Structure, "-Xclang -mllvm"),
        new("-frecord-gcc-switches", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the object"),
        new("-frecord-command-line", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the object"),
        new("-grecord-gcc-switches", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the debug information"),
        new("-grecord-command-line", OptionShape.Exact, Local, "records-command-line", "writes clang's whole command line into the debug information"),
        .. RowMaker.Plain(OptionShape.Exact, Travel, "-fno-builtin-std-forward_like -gline-tables-only -gline-directives-only -glldb -gsce -gno-column-info"),
        // One clang makes code for many targets: a compiler is asked under this very option, and so is the helper's.
        new("--target=", OptionShape.Joined, Travel),
        .. RowMaker.Plain(OptionShape.Exact, Travel, "-fintegrated-as -integrated-as"),
    ];

    /// <summary>clang's driver remarks on most of these when it does not link; -static defines a macro.</summary>
    private static IEnumerable<OptionRow> LinkerRows() =>
    [
        .. CommonRows.LinkerRows().Where(row => row.Name is not ("-pipe" or "-static")).Select(row => row with { Use = Remark }),
        .. RowMaker.Plain(OptionShape.Exact, Remark, "-nopie -r -dynamic -nostdlib++ -static-libsan -shared-libsan -Bstatic -Bdynamic"),
        .. RowMaker.Plain(OptionShape.Separate, Remark, "-rpath"),
        .. RowMaker.Plain(OptionShape.Joined, Remark, "-rtlib= --rtlib= -unwindlib= --unwindlib= -stdlib= --stdlib="),
    ];
}
