using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Classification;

/// <summary>Command lines as real projects give them; all are remote.</summary>
public sealed class RealCommandLinesTests
{
    public static TheoryData<string, string> Remote => new()
    {
        { "Lua", "gcc -std=gnu99 -O2 -Wall -Wextra -DLUA_COMPAT_5_3 -DLUA_USE_LINUX -c -o lapi.o lapi.c" },
        { "Lua of Debian", "gcc -O2 -Wall -DLUA_COMPAT_5_3 -D_REENTRANT -g -O2 -ffile-prefix-map=/build/lua5.4-5.4.4=. -fstack-protector-strong -Wformat -Werror=format-security -Wdate-time -D_FORTIFY_SOURCE=2 -DLUA_USE_LINUX -c lapi.c -fPIC -DPIC -o .libs/lapi.o" },
        { "zlib", "gcc -O3 -fPIC -D_LARGEFILE64_SOURCE=1 -DHAVE_HIDDEN -DPIC -c -o objs/adler32.o adler32.c" },
        { "sqlite", "gcc -DPACKAGE_NAME=\"sqlite\" -DPACKAGE_URL=\"\" -I. -D_REENTRANT=1 -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS4 -g -O2 -MT sqlite3.lo -MD -MP -MF .deps/sqlite3.Tpo -c sqlite3.c -fPIC -DPIC -o .libs/sqlite3.o" },
        { "automake", "gcc -DHAVE_CONFIG_H -I. -I.. -g -O2 -MT foo-bar.o -MD -MP -MF .deps/foo-bar.Tpo -c -o foo-bar.o foo-bar.c" },
        { "cmake, jsoncpp", "/usr/bin/c++ -DJSON_DLL_BUILD -Djsoncpp_lib_EXPORTS -I/src/include -O3 -DNDEBUG -fPIC -std=c++11 -MD -MT src/CMakeFiles/x.dir/json_value.cpp.o -MF src/CMakeFiles/x.dir/json_value.cpp.o.d -o src/CMakeFiles/x.dir/json_value.cpp.o -c /src/json_value.cpp" },
        { "cmake, fmt", "/usr/bin/c++ -I/src/include -O3 -DNDEBUG -fvisibility=hidden -fvisibility-inlines-hidden -std=gnu++20 -pedantic-errors -Wall -Wextra -pedantic -Wconversion -Wundef -Wshadow -o fmt.o -c format.cc" },
        { "re2", "g++ -c -o obj/util/strutil.o -Wall -Wextra -O3 -g -pthread -std=c++11 -DNDEBUG -I. util/strutil.cc" },
        { "leveldb", "g++ -DLEVELDB_PLATFORM_POSIX=1 -I. -O2 -g -fno-exceptions -fno-rtti -Werror -Wthread-safety -std=c++11 -o db/builder.cc.o -c db/builder.cc" },
        { "meson", "cc -Ilib.p -Ilib -I../lib -fdiagnostics-color=always -D_FILE_OFFSET_BITS=64 -Wall -Winvalid-pch -std=gnu99 -O2 -g -fPIC -MD -MQ lib.p/a.c.o -MF lib.p/a.c.o.d -o lib.p/a.c.o -c ../a.c" },
        { "kernel x86", "gcc -Wp,-MMD,kernel/sched/.core.o.d -nostdinc -I./arch/x86/include -include ./include/linux/compiler-version.h -D__KERNEL__ -fmacro-prefix-map=./= -Wall -Wundef -Werror=strict-prototypes -Wno-trigraphs -fno-strict-aliasing -fno-common -fshort-wchar -fno-PIE -Werror=implicit-function-declaration -Wno-format-security -std=gnu11 -mno-sse -mno-mmx -mno-sse2 -mno-3dnow -mno-avx -fcf-protection=none -m64 -falign-jumps=1 -falign-loops=1 -mno-80387 -mno-fp-ret-in-387 -mpreferred-stack-boundary=3 -mskip-rax-setup -mtune=generic -mno-red-zone -mcmodel=kernel -Wno-sign-compare -fno-asynchronous-unwind-tables -mindirect-branch=thunk-extern -mindirect-branch-register -mindirect-branch-cs-prefix -mfunction-return=thunk-extern -fno-jump-tables -mharden-sls=all -fno-delete-null-pointer-checks -O2 -fno-allow-store-data-races -fstack-protector-strong -fno-omit-frame-pointer -ftrivial-auto-var-init=zero -fno-stack-clash-protection -pg -mrecord-mcount -mfentry -DCC_USING_FENTRY -Wvla -fno-strict-overflow -fno-stack-check -fconserve-stack -Werror=date-time -Wno-packed-not-aligned -DKBUILD_MODFILE=\"kernel/sched/core\" -c -o kernel/sched/core.o kernel/sched/core.c" },
        { "kernel arm", "arm-linux-gnueabihf-gcc -Wp,-MMD,fs/.open.o.d -nostdinc -I./include -include ./include/linux/kconfig.h -D__KERNEL__ -mlittle-endian -fmacro-prefix-map=./= -std=gnu11 -fno-dwarf2-cfi-asm -mno-fdpic -fno-omit-frame-pointer -mapcs -mno-sched-prolog -fno-ipa-sra -mabi=aapcs-linux -mfpu=vfp -marm -Wa,-mno-warn-deprecated -D__LINUX_ARM_ARCH__=6 -march=armv6k -mtune=arm1136j-s -msoft-float -Uarm --param=allow-store-data-races=0 -Wframe-larger-than=1024 -mtp=cp15 -mno-unaligned-access -mstack-protector-guard=tls -mstack-protector-guard-offset=1296 -c -o fs/open.o fs/open.c" },
        { "kernel arm64", "aarch64-linux-gnu-gcc-12 -mlittle-endian -mgeneral-regs-only -mabi=lp64 -fno-stack-clash-protection -mbranch-protection=pac-ret -Wa,-march=armv8.5-a -DARM64_ASM_ARCH=\"armv8.5-a\" -ffixed-x18 -fpatchable-function-entry=2 -mno-outline-atomics -c -o a.o a.c" },
        { "kernel, clang", "clang -Wp,-MMD,fs/.open.o.d -nostdinc -I./include -include ./include/linux/kconfig.h -D__KERNEL__ --target=aarch64-linux-gnu -fintegrated-as -mlittle-endian -fmacro-prefix-map=./= -std=gnu11 -fno-PIE -mgeneral-regs-only -mabi=lp64 -O2 -fno-stack-clash-protection -fstack-protector-strong -c -o fs/open.o fs/open.c" },
        { "clang", "clang -O2 -g -Wall -Weverything -fcolor-diagnostics -std=c17 -c x.c" },
        { "clang C++", "clang++-14 -O2 -stdlib=libc++ -std=c++20 -fno-exceptions -c x.cpp -o x.o" },
        { "assembler flag", "gcc -O2 -Wa,--noexecstack -c crypto.c -o crypto.o" },
        { "openmp", "g++ -fopenmp -O2 -c x.cc -o x.o" },
        { "lto, sanitizers", "g++ -flto=auto -fsanitize=address,undefined -fno-sanitize-recover=all -c x.cc -o x.o" },
        { "linker options on a compile", "gcc -O2 -L/usr/lib -lm -Wl,-O1 -Wl,--as-needed -rdynamic -c x.c" },
        { "fedora", "gcc -O2 -flto=auto -fexceptions -g -grecord-gcc-switches -pipe -Wall -Werror=format-security -Wp,-U_FORTIFY_SOURCE,-D_FORTIFY_SOURCE=3 -Wp,-D_GLIBCXX_ASSERTIONS -fstack-protector-strong -m64 -march=x86-64-v2 -mtune=generic -fasynchronous-unwind-tables -fstack-clash-protection -fcf-protection -mno-omit-leaf-frame-pointer -c x.c" },
        { "assembly output", "gcc -O2 -S x.c -o x.s" },
        { "long names", "gcc --std=c99 --optimize=2 --all-warnings --define-macro=A=1 --include-directory inc --write-user-dependencies --compile x.c --output=out/x.o" },
        { "words for parts", "gcc -Xpreprocessor -DA -Xassembler --noexecstack -Wp,-MMD,x.d,-MT,out/x.o,-MP -c x.c -o out/x.o" },
        { "linker script and entry", "gcc -O2 -T board.ld -Tdata=0x100 -e start -fsplit-stack -Qn -P -c x.c" },
        { "language of the name", "gcc -x c++ -x none -O2 -c x.c -x none" },
        { "language given", "gcc -x c++ -O2 -c x.inc -o x.o" },
    };

    [Theory]
    [MemberData(nameof(Remote))]
    public void A_real_projects_compile_is_remote(string project, string line)
    {
        var plan = Plan(line);

        Assert.True(plan.Source.Length > 0, project);
        Assert.DoesNotContain(plan.CompileOptions, option => option.StartsWith("-D") || option.StartsWith("-I") || option.StartsWith("-M"));
        Assert.DoesNotContain(plan.PreprocessOptions, option => option is "-c" or "-S" or "-o" or "-pipe");
    }

    [Theory]
    [MemberData(nameof(Remote))]
    public void What_a_plan_sends_is_what_a_helper_accepts(string project, string line)
    {
        var plan = Plan(line);

        Assert.True(Mesh.Compile.Classification.HelperCommand.TryBuild(
            plan.Family, plan.Language, plan.Mode, plan.Kind, plan.TravellingOptions, plan.Source, "/job/out", out var arguments, out var refused), $"{project}: {refused}");
        Assert.Equal("-", arguments[^1]);
    }
}
