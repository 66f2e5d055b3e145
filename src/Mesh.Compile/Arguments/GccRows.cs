using static Mesh.Compile.Arguments.OptionUse;

namespace Mesh.Compile.Arguments;

/// <summary>
/// What <c>gcc --help=optimizers,common,c,c++</c> lists and is plain data: neither a file, a plugin, a report nor a second output.
/// clang knows many of them; of the rest it says so, and a compile that prints anything is done locally.
/// </summary>
internal static class GccRows
{
    private const string SwitchNames = """
        PIC PIE abi-version access-control aggressive-loop-optimizations align-functions align-jumps align-labels align-loops
        aligned-new all-virtual allocation-dce allow-parameterless-variadic-functions allow-store-data-races alt-external-templates
        analyzer analyzer-call-summaries analyzer-feasibility analyzer-fine-grained analyzer-show-duplicate-count
        analyzer-state-merge analyzer-state-purge analyzer-transitivity argument-alias argument-noalias argument-noalias-anything
        argument-noalias-global asm associative-math asynchronous-unwind-tables auto-inc-dec avoid-store-forwarding bit-tests
        branch-count-reg branch-target-load-optimize branch-target-load-optimize2 btr-bb-exclusive builtin caller-saves
        canonical-system-headers cf-protection char8_t check-data-deps check-new code-hoisting combine-stack-adjustments common
        compare-elim concepts concepts-diagnostics-depth concepts-ts cond-mismatch conserve-space conserve-stack constexpr-fp-except
        contracts coroutines cprop-registers crossjumping cse-follow-jumps cse-skip-blocks cx-fortran-rules cx-limited-range
        data-sections dce debug-types-section declone-ctor-dtor deduce-init-list default-inline defer-pop delayed-branch
        delete-dead-exceptions delete-null-pointer-checks devirtualize devirtualize-at-ltrans devirtualize-speculatively
        diagnostics-color diagnostics-generate-patch diagnostics-parseable-fixits diagnostics-plain-output diagnostics-show-caret
        diagnostics-show-cwe diagnostics-show-labels diagnostics-show-line-numbers diagnostics-show-option
        diagnostics-show-path-depths diagnostics-show-template-tree dollars-in-identifiers dse dwarf2-cfi-asm early-inlining
        elide-constructors elide-type eliminate-dwarf2-dups eliminate-unused-debug-symbols eliminate-unused-debug-types
        emit-class-debug-always enforce-eh-specs enum-int-equiv exceptions expensive-optimizations ext-numeric-literals
        extended-identifiers extern-tls-init external-templates fast-math fat-lto-objects finite-loops finite-math-only float-store
        fold-mem-offsets fold-simple-inlines for-scope force-addr forward-propagate fp-int-builtin-inexact freestanding
        friend-injection function-cse function-sections gcse gcse-after-reload gcse-las gcse-lm gcse-sm gnu-keywords gnu-tm
        gnu-unique gnu89-inline graphite graphite-identity guess-branch-probability guiding-decls handle-exceptions
        hardcfr-check-exceptions harden-compares harden-conditional-branches harden-control-flow-redundancy harden-hardbool hardened
        hoist-adjacent-loads honor-std hosted huge-objects ident if-conversion if-conversion2 implement-inlines implicit-constexpr
        implicit-inline-templates implicit-templates indirect-inlining inhibit-size-directive inline inline-atomics inline-functions
        inline-functions-called-once inline-small-functions inline-stringops instrument-functions ipa-bit-cp ipa-cp ipa-cp-alignment
        ipa-cp-clone ipa-icf ipa-icf-functions ipa-icf-variables ipa-matrix-reorg ipa-modref ipa-profile ipa-pta ipa-pure-const
        ipa-ra ipa-reference ipa-reference-addressable ipa-reorder-for-locality ipa-sra ipa-stack-alignment ipa-strict-aliasing
        ipa-struct-reorg ipa-vrp ira-hoist-pressure ira-loop-pressure ira-share-save-slots ira-share-spill-slots
        isolate-erroneous-paths-attribute isolate-erroneous-paths-dereference ivopts jump-tables keep-gc-roots-live
        keep-inline-functions keep-static-consts keep-static-functions labels-ok large-source-files late-combine-instructions
        lax-vector-conversions leading-underscore lifetime-dse limit-function-alignment live-patching live-range-shrinkage
        loop-block loop-flatten loop-interchange loop-nest-optimize loop-optimize loop-parallelize-all loop-strip-mine
        loop-unroll-and-jam lra-remat lto lto-odr-type-merging math-errno merge-all-constants merge-constants merge-debug-strings
        modulo-sched modulo-sched-allow-regmoves move-loop-invariants move-loop-stores ms-extensions new-abi new-inheriting-ctors
        new-ttp-matching non-call-exceptions nonansi-builtins nonnull-objects nothrow-opt omit-frame-pointer openmp openmp-simd
        operator-names optimize-register-move optimize-sibling-calls optimize-strlen optional-diags pack-struct partial-inlining
        pcc-struct-return peel-loops peephole peephole2 permissive pic pie plan9-extensions plt predictive-commoning
        prefetch-loop-arrays pretty-templates printf-return-value random-seed reciprocal-math ree reg-struct-return regmove
        rename-registers reorder-blocks reorder-blocks-and-partition reorder-functions rerun-cse-after-loop rerun-loop-opt
        reschedule-modulo-scheduled-loops rounding-math rtti sanitize-address-use-after-scope sanitize-recover
        sanitize-undefined-trap-on-error sched-critical-path-heuristic sched-dep-count-heuristic sched-group-heuristic
        sched-interblock sched-last-insn-heuristic sched-pressure sched-rank-heuristic sched-spec sched-spec-insn-heuristic
        sched-spec-load sched-spec-load-dangerous sched-stalled-insns sched-stalled-insns-dep sched2-use-superblocks
        sched2-use-traces schedule-fusion schedule-insns schedule-insns2 section-anchors see sel-sched-pipelining
        sel-sched-pipelining-outer-loops sel-sched-reschedule-pipelined selective-scheduling selective-scheduling2
        semantic-interposition short-enums short-wchar show-column shrink-wrap shrink-wrap-separate signaling-nans signed-bitfields
        signed-char signed-zeros simd-cost-model single-precision-constant sized-deallocation split-ivs-in-unroller split-loops
        split-paths split-wide-types split-wide-types-early squangle ssa-backprop ssa-phiopt stack-check stack-clash-protection
        stack-limit stack-protector stack-protector-all stack-protector-explicit stack-protector-strong stdarg-opt store-merging
        strength-reduce strict-aliasing strict-enums strict-flex-arrays strict-overflow strict-prototype strict-volatile-bitfields
        strong-eval-order sync-libcalls this-is-variable thread-jumps threadsafe-statics toplevel-reorder tracer
        track-macro-expansion trampolines trapping-math trapv tree-bit-ccp tree-builtin-call-dce tree-ccp tree-ch
        tree-coalesce-inlined-vars tree-coalesce-vars tree-copy-prop tree-copyrename tree-cselim tree-dce tree-dominator-opts
        tree-dse tree-forwprop tree-fre tree-loop-distribute-patterns tree-loop-distribution tree-loop-if-convert
        tree-loop-if-convert-stores tree-loop-im tree-loop-ivcanon tree-loop-linear tree-loop-optimize tree-loop-vectorize tree-lrs
        tree-partial-pre tree-phiprop tree-pre tree-pta tree-reassoc tree-salias tree-scev-cprop tree-sink tree-slp-vectorize
        tree-slsr tree-sra tree-store-ccp tree-store-copy-prop tree-switch-conversion tree-tail-merge tree-ter
        tree-vect-loop-version tree-vectorize tree-vrp unconstrained-commons unit-at-a-time unreachable-traps unroll-all-loops
        unroll-completely-grow-size unroll-loops unsafe-loop-optimizations unsafe-math-optimizations unsigned-bitfields
        unsigned-char unswitch-loops unwind-tables use-cxa-atexit use-cxa-get-exception-ptr use-linker-plugin var-tracking
        var-tracking-assignments var-tracking-assignments-toggle var-tracking-uninit variable-expansion-in-unroller vect-cost-model
        version-loops-for-strides visibility-inlines-hidden visibility-ms-compat vpt vtable-gc vtable-thunks weak web whole-program
        wrapv wrapv-pointer zee zero-init-padding-bits zero-initialized-in-bss
        """;

    private const string ValueNames = """
        abi-compat-version= abi-version= align-functions= align-jumps= align-labels= align-loops= aligned-new= analyzer-checker=
        asan-shadow-offset= builtin- call-saved- call-used- cf-protection= concepts-diagnostics-depth= constexpr-cache-depth=
        constexpr-depth= constexpr-loop-limit= constexpr-ops-limit= debug-prefix-map= diagnostics-color= diagnostics-column-origin=
        diagnostics-column-unit= diagnostics-escape-format= diagnostics-minimum-margin-width= diagnostics-path-format=
        diagnostics-show-location= diagnostics-urls= excess-precision= exec-charset= file-prefix-map= fixed- fp-contract=
        gnat-encodings= hardcfr-check-noreturn-calls= inline-limit- inline-limit= inline-stringops= ira-algorithm= ira-region=
        lifetime-dse= live-patching= lto-compression-level= lto-partition= lto= macro-prefix-map= max-errors= max-include-depth=
        message-length= pack-struct= patchable-function-entry= permitted-flt-eval-methods= random-seed= reorder-blocks-algorithm=
        sanitize-coverage= sanitize-recover= sanitize-trap= sanitize= sched-stalled-insns-dep= sched-stalled-insns= simd-cost-model=
        sso-struct= stack-check= stack-limit-register= stack-limit-symbol= stack-reuse= strict-flex-arrays= strong-eval-order=
        tabstop= template-backtrace-limit= template-depth- template-depth= tls-model= track-macro-expansion= tree-parallelize-loops=
        trivial-auto-var-init= vect-cost-model= visibility= wide-exec-charset= zero-call-used-regs= zero-init-padding-bits=
        """;

    public static readonly OptionRow[] Rows =
    [
        .. RowMaker.Switches("-f", Travel, SwitchNames),
        .. RowMaker.Values("-f", Travel, ValueNames),
        .. RowMaker.Values("-fno-", Travel, "builtin- sanitize= sanitize-recover= sanitize-trap= sanitize-coverage="),
        .. RowMaker.Switches("-f", Travel, "record-gcc-switches split-stack profile-reorder-functions profile-values"),
        .. RowMaker.Plain(OptionShape.Exact, Travel, "-Qn -Qy -fdiagnostics-format=text"),
        .. RowMaker.Plain(OptionShape.Exact, Preprocess, "--no-sysroot-suffix -pass-exit-codes"),
        // Of these SideFiles knows what is written beside the result.
        .. RowMaker.Plain(OptionShape.Exact, Assemble, "-fstack-usage -fcallgraph-info -fcallgraph-info=su -fcallgraph-info=da -fcallgraph-info=su,da -fcallgraph-info=da,su"),
    ];
}
