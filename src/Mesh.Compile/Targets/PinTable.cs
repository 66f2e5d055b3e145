using Mesh.Compile.Arguments;

namespace Mesh.Compile.Targets;

/// <summary>
/// Which defaults of a compiler can be spelt as options, per architecture. gcc's builders choose them (<c>--with-arch</c>, <c>--enable-default-pie</c>...); its
/// <c>OPTION_DEFAULT_SPECS</c> say which of the user's options replace which. What is missing here is not lost: compilers are compared with these
/// options in force, and one that differs all the same is not used.
/// </summary>
internal static class PinTable
{
    /// <summary>Characters of one pin, as they travel (docs/PROTOCOL.md, Inquiry). A longer default is not told, and shows as a difference.</summary>
    private const int LongestPin = 255;

    private static readonly string[] X86Width = ["-m64", "-m32", "-mx32", "-m16"];
    private static readonly string[] Pic = ["-fpic", "-fPIC", "-fpie", "-fPIE", "-fno-pic", "-fno-PIC", "-fno-pie", "-fno-PIE"];
    private static readonly string[] StackProtector =
        ["-fstack-protector", "-fstack-protector-all", "-fstack-protector-strong", "-fstack-protector-explicit", "-fno-stack-protector"];

    private static readonly string[] LibraryOptions = ["-mglibc", "-mmusl", "-muclibc", "-mbionic"];

    /// <summary>Options whose default differs between distributions without a macro that tells.</summary>
    private static readonly string[] Switches = ["-fstack-clash-protection", "-fasynchronous-unwind-tables"];

    private static readonly string[] Valued =
    [
        "-march=", "-mcpu=", "-mtune=", "-mfpu=", "-mfloat-abi=", "-mabi=", "-mtls-dialect=", "-mnan=", "-mbranch-protection=", "-mcmodel=", "-fcf-protection=",
        "-ftrivial-auto-var-init=", "--target=",
    ];

    private static readonly HashSet<string> Plain =
    [
        .. X86Width, .. Pic, .. StackProtector, .. LibraryOptions, .. Switches, .. Switches.Select(Negated),
        "-marm", "-mthumb", "-mbig-endian", "-mlittle-endian", "-EB", "-EL", "-mfp32", "-mfpxx", "-mfp64", "-mhard-float", "-msoft-float", "-modd-spreg", "-mno-odd-spreg",
        "-mips16", "-mno-mips16", "-mplt", "-mno-plt", "-mmadd4", "-mno-madd4", "-mlong-double-64", "-mlong-double-128", "-moutline-atomics", "-mno-outline-atomics", "-m31", "-mzarch", "-mesa",
    ];

    /// <summary>Whether a helper may be told this in front of a job: a default of some compiler, and nothing about the helper's own processor or files.</summary>
    public static bool IsPin(string option) => Plain.Contains(option) || (option.Length <= LongestPin && Array.Exists(Valued, name =>
        option.StartsWith(name, StringComparison.Ordinal) && IsValue(option[name.Length..])));

    /// <summary>The defaults that the facts tell of and the options leave alone.</summary>
    /// <param name="facts">Of the client's compiler, under these very options.</param>
    /// <param name="options">The user's.</param>
    public static IReadOnlyList<string> For(TargetFacts facts, IReadOnlyList<string> options) =>
        [.. Of(facts).Where(pin => IsPin(pin.Option) && !pin.IsReplacedBy(options)).Select(pin => pin.Option)];

    private static IEnumerable<Pin> Of(TargetFacts facts) => facts.Family == CompilerFamily.Clang
        ? [.. Target(facts), .. Common(facts)]
        : [.. Architecture(facts), .. Common(facts), .. Enabled(facts, LibraryOptions), .. Switched(facts)];

    private static IEnumerable<Pin> Target(TargetFacts facts) =>
        facts.Option("-triple") is { } triple ? [new Pin("--target=" + triple, ["--target=", "-target"])] : [];

    private static IEnumerable<Pin> Architecture(TargetFacts facts) =>
        facts.Defines("__x86_64__") || facts.Defines("__i386__") ? X86(facts)
        : facts.Defines("__arm__") ? Arm(facts)
        : facts.Defines("__aarch64__") ? Arm64(facts)
        : facts.Defines("__mips__") ? Mips(facts)
        : facts.Defines("__powerpc__") || facts.Defines("__PPC__") ? PowerPc(facts)
        : facts.Defines("__riscv") ? Values(facts, ("-march=", ["-march=", "-mcpu="]), ("-mabi=", ["-mabi="]), ("-mtune=", ["-mtune=", "-mcpu="]), ("-mcmodel=", ["-mcmodel="]))
        : facts.Defines("__s390__") ? [Width(facts, "__s390x__", "-m64", "-m31"), .. Values(facts, ("-march=", ["-march="]), ("-mtune=", ["-mtune=", "-march="]))]
        : facts.Defines("__sparc__") ? [Width(facts, "__arch64__", "-m64", "-m32"), .. Values(facts, ("-mcpu=", ["-mcpu="]), ("-mtune=", ["-mtune=", "-mcpu="]))]
        : [];

    private static IEnumerable<Pin> X86(TargetFacts facts) =>
    [
        new Pin(!facts.Defines("__x86_64__") ? "-m32" : facts.Defines("__ILP32__") ? "-mx32" : "-m64", X86Width),
        .. Values(facts, ("-march=", ["-march="]), ("-mtune=", ["-mtune=", "-march="]), ("-mtls-dialect=", ["-mtls-dialect="])),
        new Pin("-fcf-protection=" + (facts.Macro("__CET__") switch { "3" => "full", "2" => "return", "1" => "branch", _ => "none" }), ["-fcf-protection", "-fcf-protection=", "-fno-cf-protection"]),
    ];

    private static IEnumerable<Pin> Arm(TargetFacts facts) =>
    [
        .. facts.Option("-mcpu=") is null ? Values(facts, ("-march=", ["-march=", "-mcpu="])) : Values(facts, ("-mcpu=", ["-march=", "-mcpu="])),
        .. Values(facts, ("-mtune=", ["-mtune=", "-mcpu="]), ("-mfpu=", ["-mfpu="]), ("-mtls-dialect=", ["-mtls-dialect="]), ("-mabi=", ["-mabi="]),
            ("-mfloat-abi=", ["-mfloat-abi=", "-msoft-float", "-mhard-float"])),
        new Pin(facts.Defines("__thumb__") ? "-mthumb" : "-marm", ["-marm", "-mthumb"]),
        BigEndian(facts, "__ARMEB__"),
    ];

    private static IEnumerable<Pin> Arm64(TargetFacts facts) =>
    [
        .. facts.Option("-mcpu=") is null ? Values(facts, ("-march=", ["-march=", "-mcpu="])) : Values(facts, ("-mcpu=", ["-march=", "-mcpu="])),
        .. Values(facts, ("-mtune=", ["-mtune=", "-mcpu="]), ("-mabi=", ["-mabi="]), ("-mbranch-protection=", ["-mbranch-protection="])),
        .. Switch(facts, "-moutline-atomics", "-mno-outline-atomics"),
        BigEndian(facts, "__AARCH64EB__"),
    ];

    private static IEnumerable<Pin> Mips(TargetFacts facts) =>
    [
        new Pin(facts.Defines("__MIPSEB__") ? "-EB" : "-EL", ["-EB", "-EL", "-meb", "-mel"]),
        .. Values(facts, ("-mabi=", ["-mabi="]), ("-march=", ["-march=", "-mips1", "-mips2", "-mips3", "-mips4", "-mips32", "-mips32r2", "-mips32r6", "-mips64", "-mips64r2", "-mips64r6"])),
        new Pin(facts.Defines("__mips_soft_float") ? "-msoft-float" : "-mhard-float", ["-msoft-float", "-mhard-float"]),
        .. facts.Macro("__mips_fpr") is { } registers
            ? (Pin[])[new Pin(registers switch { "0" => "-mfpxx", "64" => "-mfp64", _ => "-mfp32" }, ["-mfp32", "-mfpxx", "-mfp64", "-msoft-float", "-mabi="])] : [],
        new Pin(facts.Defines("__mips_nan2008") ? "-mnan=2008" : "-mnan=legacy", ["-mnan="]),
        new Pin(facts.Defines("__mips16") ? "-mips16" : "-mno-mips16", ["-mips16", "-mno-mips16", "-mmicromips"]),
        .. Switch(facts, "-modd-spreg", "-mno-odd-spreg"),
        .. Switch(facts, "-mplt", "-mno-plt"),
        .. Switch(facts, "-mmadd4", "-mno-madd4"),
    ];

    private static IEnumerable<Pin> PowerPc(TargetFacts facts) =>
    [
        Width(facts, "__powerpc64__", "-m64", "-m32"),
        new Pin(facts.Defines("_LITTLE_ENDIAN") || facts.Defines("__LITTLE_ENDIAN__") ? "-mlittle-endian" : "-mbig-endian", ["-mlittle", "-mbig", "-mlittle-endian", "-mbig-endian"]),
        .. Values(facts, ("-mcpu=", ["-mcpu="]), ("-mtune=", ["-mtune=", "-mcpu="])),
        .. facts.Macro("_CALL_ELF") is { } version ? (Pin[])[new Pin("-mabi=elfv" + version, ["-mabi="])] : [],
        new Pin(facts.Defines("_SOFT_FLOAT") ? "-msoft-float" : "-mhard-float", ["-msoft-float", "-mhard-float"]),
        new Pin(facts.Defines("__LONG_DOUBLE_128__") ? "-mlong-double-128" : "-mlong-double-64", ["-mlong-double-128", "-mlong-double-64"]),
    ];

    // A compiler that makes position-independent code without being told (MIPS) says __PIC__ alone, and does so everywhere.
    private static IEnumerable<Pin> Common(TargetFacts facts) =>
    [
        .. facts.Macro("__PIE__") is { } level ? (Pin[])[new Pin(level == "2" ? "-fPIE" : "-fpie", Pic)]
            : facts.Defines("__PIC__") ? (Pin[])[] : [new Pin("-fno-pie", Pic)],
        new Pin(facts.Defines("__SSP_ALL__") ? "-fstack-protector-all"
            : facts.Defines("__SSP_STRONG__") ? "-fstack-protector-strong"
            : facts.Defines("__SSP_EXPLICIT__") ? "-fstack-protector-explicit"
            : facts.Defines("__SSP__") ? "-fstack-protector" : "-fno-stack-protector", StackProtector),
    ];

    private static IEnumerable<Pin> Enabled(TargetFacts facts, string[] alternatives) =>
        alternatives.Where(facts.IsEnabled).Take(1).Select(option => new Pin(option, alternatives));

    private static IEnumerable<Pin> Switched(TargetFacts facts) => Switches.SelectMany(name => Switch(facts, name, Negated(name)));

    private static IEnumerable<Pin> Switch(TargetFacts facts, string on, string off) =>
        facts.Option(on) is { } state ? [new Pin(state == TargetOptionText.Enabled ? on : off, [on, off])] : [];

    private static IEnumerable<Pin> Values(TargetFacts facts, params (string Name, string[] Unless)[] rows) =>
        rows.Where(row => facts.Option(row.Name) is not null).Select(row => new Pin(row.Name + facts.Option(row.Name), row.Unless));

    private static Pin Width(TargetFacts facts, string wideMacro, string wide, string narrow) => new(facts.Defines(wideMacro) ? wide : narrow, [wide, narrow]);

    private static Pin BigEndian(TargetFacts facts, string macro) =>
        new(facts.Defines(macro) ? "-mbig-endian" : "-mlittle-endian", ["-mbig-endian", "-mlittle-endian"]);

    private static string Negated(string option) => "-fno-" + option["-f".Length..];

    // "native" is the helper's own processor, which has nothing to do with the client's.
    private static bool IsValue(string value) =>
        value.Length > 0 && value is not ("native" or "[default]")
        && value.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '+' or '-' or ',');
}
