using static Mesh.Compile.Arguments.OptionUse;

namespace Mesh.Compile.Arguments;

/// <summary>
/// The <c>-m</c> options. Every target's are in one list: the helper's compiler has the client's target, so a name that means
/// nothing there is refused there as it would have been here. <c>-mmcu=</c> is absent: its value names a file of specs.
/// </summary>
internal static class MachineRows
{
    private const string X86Switches = """
        128bit-long-double 16 32 3dnow 3dnowa 64 80387 8bit-idiv 96bit-long-double abm accumulate-outgoing-args adx aes align-double
        align-stringops amx-bf16 amx-int8 amx-tile android avx avx2 avx256-split-unaligned-load avx256-split-unaligned-store
        avx5124fmaps avx5124vnniw avx512bf16 avx512bitalg avx512bw avx512cd avx512dq avx512er avx512f avx512fp16 avx512ifma avx512pf
        avx512vbmi avx512vbmi2 avx512vl avx512vnni avx512vp2intersect avx512vpopcntdq avxvnni bionic bmi bmi2 call-ms2sysv-xlogues
        cet-switch cld cldemote clflushopt clwb clzero crc32 cx16 direct-extern-access dispatch-scheduler enqcmd f16c fancy-math-387
        fentry fma fma4 force-drap force-indirect-call fp-ret-in-387 fsgsbase fused-madd fxsr general-regs-only gfni glibc
        hard-float hle hreset ieee-fp indirect-branch-cs-prefix indirect-branch-register inline-all-stringops
        inline-stringops-dynamically intel-syntax long-double-128 long-double-64 long-double-80 lwp lzcnt manual-endbr mitigate-rop
        mmx movbe movdir64b movdiri mpx ms-bitfields musl mwait mwaitx nop-mcount omit-leaf-frame-pointer pc32 pc64 pc80 pclmul
        pcommit pconfig pku popcnt prefer-avx128 prefetchwt1 prfchw ptwrite push-args rdpid rdrnd rdseed recip record-mcount
        record-return red-zone relax-cmpxchg-loop rtd rtm sahf serialize sgx sha shstk skip-rax-setup soft-float sse sse2 sse2avx
        sse3 sse4 sse4.1 sse4.2 sse4a sse5 sseregparm ssse3 stack-arg-probe stackrealign stv tbm tls-direct-seg-refs tsxldtrk uclibc
        uintr vaes vect8-ret-in-mem vpclmulqdq vzeroupper waitpkg wbnoinvd widekl x32 xop xsave xsavec xsaveopt xsaves
        apxf kl avx10.1 avx10.1-256 avx10.1-512 avx10.2 avx512vp2intersect avxifma avxneconvert avxvnniint8 avxvnniint16 amx-complex amx-fp16
        cmpccxadd evex512 prefetchi raoint sha512 sm3 sm4 usermsr noreturn-no-callee-saved-registers unroll-only-small-loops
        implicit-float lvi-cfi lvi-hardening retpoline retpoline-external-thunk branches-within-32B-boundaries seses invpcid
        """;

    private const string OtherSwitches = """
        3264 abicalls abs-2008 align-access altivec amode android apcs apcs-frame apcs-stack-check arm arch-fields backchain be8 be32 big
        big-endian bionic bitfields bmx branch-likely bypass-cache caller-super-interworking callee-super-interworking check-zero-division
        cirrus-fix-invalid-insns cix cmse compat-align-parm cond-move-float cond-move-int const-align cpu32 crc crypto div divide-enabled
        dlmzb dsp dspr2 dword eabi edsp el embedded-data eb esa eva explicit-relocs extern-sdata fdiv fdpic fix fix-24k fix-and-continue
        fix-cmse-cve-2021-35465 fix-cortex-a53-835769 fix-cortex-a53-843419 fix-cortex-a57-aes-1742098 fix-cortex-m3-ldrd fix-r10000
        fix-r4000 fix-r4400 fix-rm7000 fix-sb1 fix-vr4120 fix-vr4130 fixed-cc fixed-range flip-mips16 flush-trap float128 float128-hardware
        float-ieee float-vax fmaf fp-exceptions fp-regs fp32 fp64 fp-reg fpr-32 fpr-64 fprnd fpu fpxx frecipe fsca fsmuld fsrra fpr32
        fpr64 fpr0 gas gpopt gp32 gp64 ginv global-merge hard-dfp hard-quad-float hitachi htm hw-div ieee ieee-conformant
        ieee-with-inexact ilp32 imadd inline-asm-only inline-plt interlink-compressed interlink-mips16 interlock interlocked-pc ips16 ips3d isel
        isize l64 lasx leaf-id-shared-library libfuncs little little-endian llsc local-sdata long-calls long-double long-jumps
        long-jump-table-offsets long32 long64 longcall loongson-ext loongson-ext2 loongson-mmi low-precision-recip-sqrt
        low-precision-div low-precision-sqrt low-64k lra lsx lsim madd madd4 max max-vect-align mcrypto mcu mdmx memcpy memops
        memory-latency mesa mfcrf mfpgpr micromips min mips16 mips3d mma mpic ms-bitfields msa mt mul mulhw multiple multiply-enabled
        mve mvcle nan nested-cond-exec nomacro nop-fun-dllimport odd-spreg optimize-membar outline outline-atomics outofline
        packed-stack pa-risc-1-0 pa-risc-1-1 pa-risc-2-0 paired-single pc-relative-literal-loads pcrel plt pltseq poke-function-name
        pointers-to-nested-functions popc popcntb popcntd portable-runtime power8-fusion power8-vector power9-minmax power9-misc
        power9-vector power10-fusion powerpc-gfxopt powerpc-gpopt prefixed priority-control-inst prologue-function quad-memory
        quad-memory-atomic readonly-in-sdata recip-precision recip regnames relax relax-pic-calls relocatable relocatable-lib
        renesas restrict-it rodata-in-text round-nearest rop-protect s390-64 satur save-restore save-toc-indirect sched-prolog
        schedule sdata sha shorten-memrefs short sign-extend-enabled simd single-exit single-float double-float single-pic-base
        slow-bytes slow-flash-data small-data small-exec smallcode smart spe split split-addresses split-lohi sserializing stack-bias
        strict strict-align string subxt swdiv sym32 tas tf thumb thumb-interwork tls-direct-seg-refs tls-markers toc toplevel-symbols
        tpcs-frame tpcs-leaf-frame track-speculation unaligned-access unaligned-doubleword unaligned-symbols uninit-const-in-rodata
        update upper-regs user-mode usermode v8plus vect-double vect-interlink virt vis vis2 vis3 vis4 vis4b vrsave vsx vx
        warn-cell-microcode warn-devices-pair warn-dynamicstack whole-program-compare xgot xpa xl-compat zarch zdcx zero-extend
        zvector rv-attr riscv-attribute inline-atomics csr-check
        """;

    private const string ValueNames = """
        abi= abm= address-mode= align-data= align-functions= align-jumps= align-loops= asm= atomic-model= arch= branch-cost= branch-protection=
        bionic= call-indirect= cmodel= code-region= compact-branches= cpu= data-region= debug-main= div= early-cbranchsi= fentry-name=
        fentry-section= fixed-range= fdiv= float= float-abi= fp16-format= fpmath= fpu= function-return= gprel= harden-sls=
        hotpatch= incoming-stack-boundary= indirect-branch= inline-memops-threshold= insert-sched-nops= instrument-return= isa-spec=
        large-data-threshold= large-data= llsc= loop-align= long-double= max-constant-size= max-inline-memcpy-size= memcpy-strategy= memory-model=
        memset-strategy= move-max= nan= overread= pic-register= pic-data-is-text-relative= preferred-stack-boundary= prefer-vector-width=
        prioritize-restricted-insns= r10k-cache-barrier= recip= regparm= rvv-vector-bits= sched-costly-dep= schedule=
        sign-return-address= size-level= small-data-limit= small-text= stack-guard= stack-increment= stack-offset= stack-protector-guard=
        stack-protector-guard-offset= stack-protector-guard-reg= stack-protector-guard-symbol= stack-size= store-max=
        stringop-strategy= structure-size-boundary= sve-vector-bits= tls-dialect= tls-size= tp= traceback= trap-precision= tune= tune-ctrl= 
        veclibabi= vector-strictness= vis= warn-framesize= word-relocations= zarch= strict-align=
        """;

    public static readonly OptionRow[] Rows =
    [
        .. RowMaker.Switches("-m", Travel, X86Switches),
        .. RowMaker.Switches("-m", Travel, OtherSwitches),
        .. RowMaker.Values("-m", Travel, ValueNames),
        .. RowMaker.Plain(OptionShape.Exact, Travel, """
            -mips1 -mips2 -mips3 -mips4 -mips5 -mips32 -mips32r2 -mips32r3 -mips32r5 -mips32r6 -mips64 -mips64r2 -mips64r3 -mips64r5 -mips64r6
            -m31 -m1 -m2 -m2a -m3 -m4 -m4a -m4-nofpu -m4-single -m4-single-only -m68000 -m68020 -m68040 -m68060 -m68881 -m5200 -mb -ml -EL -EB
            -mhard-float -msoft-float
            """),
    ];
}
