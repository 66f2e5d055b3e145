using System.Buffers.Binary;
using System.Collections.Concurrent;
using Mesh.Compile.Arguments;
using Mesh.Compile.Objects;
using Mesh.Compile.Targets;
using Mesh.Compile.Tests.Compilers;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Objects;

/// <summary>Objects for many targets, made by clang, which has them all built in.</summary>
public sealed class ElfCheckTests
{
    private static readonly ConcurrentDictionary<string, TargetFacts> Known = new();

    private static readonly string[] Targets =
    [
        "x86_64-linux-gnu", "x86_64-linux-gnu -m32", "x86_64-linux-gnu -mx32", "i686-linux-gnu", "i386-linux-gnu", "arm-linux-gnueabihf", "arm-linux-gnueabi",
        "arm-none-eabi", "armeb-linux-gnueabi", "armv7l-linux-gnueabihf", "aarch64-linux-gnu", "aarch64_be-linux-gnu", "mips-linux-gnu", "mipsel-linux-gnu",
        "mips64el-linux-gnuabi64", "mips64-linux-gnuabin32", "powerpc-linux-gnu", "powerpc64-linux-gnu", "powerpc64le-linux-gnu", "riscv64-linux-gnu",
        "riscv32-unknown-elf -mabi=ilp32", "riscv64-linux-gnu -mabi=lp64", "s390x-linux-gnu", "sparc-linux-gnu", "sparc64-linux-gnu", "avr-none-elf", "msp430-none-elf",
        "arm-linux-gnueabihf -mfloat-abi=soft", "arm-linux-gnueabi -mfloat-abi=softfp", "mips-linux-gnu -EL", "mips-linux-gnu -msoft-float",
        "mipsel-linux-gnu -msoft-float", "mips64el-linux-gnuabi64 -msoft-float", "powerpc64-linux-gnu -mabi=elfv2",
    ];

    // Several ways to say the same thing.
    private static readonly string[][] Alike =
    [
        ["x86_64-linux-gnu -m32", "i686-linux-gnu", "i386-linux-gnu"],
        ["arm-linux-gnueabihf", "armv7l-linux-gnueabihf"],
        ["arm-linux-gnueabi", "arm-linux-gnueabi -mfloat-abi=softfp", "arm-linux-gnueabihf -mfloat-abi=soft", "arm-none-eabi"],
        ["mipsel-linux-gnu", "mips-linux-gnu -EL"],
        ["x86_64-pc-cygwin", "x86_64-pc-windows-msvc", "x86_64-w64-mingw32"],
        ["x86_64-pc-win32-elf", "x86_64-linux-gnu"],
    ];

    [Fact]
    public async Task An_object_passes_for_its_own_target_and_for_no_other()
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        var objects = new Dictionary<string, byte[]>();
        foreach (string target in Targets)
        {
            objects[target] = await CompileAsync(target, tree, cancel);
        }

        foreach (string wanted in Targets)
        {
            foreach (var (made, file) in objects)
            {
                bool alike = IsAlike(wanted, made);
                var mismatch = await CheckAsync(file, wanted);
                Assert.True((mismatch is null) == alike, $"{made} for {wanted}: {mismatch}");
            }
        }
    }

    [Theory]
    [InlineData("x86_64-linux-gnu")]
    [InlineData("arm-linux-gnueabihf")]
    [InlineData("powerpc-linux-gnu")]
    [InlineData("x86_64-w64-mingw32")]
    [InlineData("i686-w64-mingw32 -g")]
    [InlineData("arm64-apple-darwin22")]
    [InlineData("armv7-apple-ios9 -g")]
    public async Task A_truncated_object_is_refused_at_every_length(string target)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        byte[] file = await CompileAsync(target, tree, TestContext.Current.CancellationToken);

        for (int length = 0; length < file.Length; length++)
        {
            Assert.NotNull(await CheckAsync(file[..length], target));
        }
    }

    [Theory]
    [InlineData("x86_64-linux-gnu")]
    [InlineData("arm-linux-gnueabihf")]
    [InlineData("x86_64-linux-gnu -flto")]
    [InlineData("mips-linux-gnu")]
    [InlineData("powerpc-linux-gnu")]
    [InlineData("x86_64-w64-mingw32")]
    [InlineData("arm64-apple-darwin22")]
    [InlineData("armv7-apple-ios9")]
    public async Task Hostile_bytes_never_throw(string target)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        byte[] file = await CompileAsync(target, tree, TestContext.Current.CancellationToken);
        var random = new Random(7);
        for (int round = 0; round < 20000; round++)
        {
            byte[] hostile = [.. file];
            for (int flips = random.Next(1, 8); flips > 0; flips--)
            {
                hostile[random.Next(random.Next(2) == 0 ? 64 : hostile.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            await CheckAsync(hostile, target);
        }
    }

    [Theory]
    [InlineData("arm-linux-gnueabihf")]
    [InlineData("arm-linux-gnueabi")]
    public async Task Attributes_of_no_bytes_may_claim_to_stand_anywhere(string target)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        byte[] file = await CompileAsync(target, tree, TestContext.Current.CancellationToken);
        int table = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(32));
        int at = Enumerable.Range(0, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(48))).Select(i => table + (40 * i))
            .Single(header => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(header + 4)) == ElfReader.ArmAttributes);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 16), 0xFFFFFFF0);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 20), 0);

        Assert.Equal(target != "arm-linux-gnueabi", await CheckAsync(file, target) is not null);
    }

    [Theory]
    [InlineData("arm-linux-gnueabihf", 36, 0x05000200u, "flags")] // the linker's word for "soft"
    [InlineData("arm-linux-gnueabi", 36, 0x05000400u, "flags")] // and for "hard"
    [InlineData("arm-linux-gnueabihf", 36, 0x05000400u, "")]
    [InlineData("riscv64-linux-gnu", 48, 0xDu, "flags")] // for the embedded base
    [InlineData("powerpc64-linux-gnu", 48, 0x02000000u, "flags")] // ELFv2, big-endian
    [InlineData("powerpc64-linux-gnu", 48, 0u, "")]
    [InlineData("x86_64-w64-mingw32", 16, 0x20020000u, "program or library")]
    [InlineData("x86_64-w64-mingw32", 0, 0x8664u, "no sections")]
    [InlineData("x86_64-w64-mingw32", 0, 0xFFFF0000u, "not a COFF object")] // how an import begins
    [InlineData("x86_64-w64-mingw32", 8, 0x7FFFFFFFu, "symbols")]
    [InlineData("x86_64-w64-mingw32", 40, 0x7FFFFF00u, "section 1")]
    [InlineData("arm64-apple-darwin22", 8, 2u, "subtype")] // arm64e
    [InlineData("arm64-apple-darwin22", 8, 1u, "")]
    [InlineData("armv7-apple-ios9", 8, 11u, "subtype")] // armv7s
    [InlineData("arm64-apple-darwin22", 16, 0x7FFFFFFFu, "cut off")]
    [InlineData("arm64-apple-darwin22", 16, 0u, "no segment")]
    [InlineData("arm64-apple-darwin22", 36, 7u, "cut off")]
    [InlineData("arm64-apple-darwin22", 12, 2u, "not a relocatable object")]
    public async Task An_object_with_another_word_somewhere_is_told(string target, int at, uint word, string complaint)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        byte[] file = await CompileAsync(target, tree, TestContext.Current.CancellationToken);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), word);

        var mismatch = await CheckAsync(file, target);

        Assert.True(complaint.Length == 0 ? mismatch is null : mismatch?.Contains(complaint, StringComparison.Ordinal) == true, mismatch);
    }

    [Fact]
    public async Task A_table_of_empty_sections_is_no_object()
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        byte[] file = [.. (await CompileAsync("x86_64-linux-gnu", tree, TestContext.Current.CancellationToken)).Take(64), .. new byte[128]];
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(40), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(60), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(62), 1);

        Assert.Contains("no names", await CheckAsync(file, "x86_64-linux-gnu"));
    }

    [Theory]
    [InlineData("mips-linux-gnu-gcc", "-mabi=o64 -march=mips64", "-mabi=32 -march=mips64", "flags")]
    [InlineData("mips-linux-gnu-gcc", "-mabi=eabi -mno-abicalls -fno-pic -march=mips32 -mfp32", "", "")]
    [InlineData("mips-linux-gnu-gcc", "-msoft-float", "-mhard-float", "registers")]
    [InlineData("mips-linux-gnu-gcc", "-mhard-float", "-msoft-float", "registers")]
    [InlineData("mips-linux-gnu-gcc", "-mfp64", "-mfp32", "")]
    [InlineData("powerpc-linux-gnu-gcc", "-msoft-float", "-mhard-float", "registers")]
    [InlineData("powerpc-linux-gnu-gcc", "-mhard-float", "-msoft-float", "registers")]
    [InlineData("powerpc64-linux-gnu-gcc", "-mabi=elfv1", "-mabi=elfv2", "flags")]
    [InlineData("arm-linux-gnueabi-gcc", "-mabi=apcs-gnu", "-mabi=aapcs", "OS ABI")]
    [InlineData("arm-linux-gnueabi-gcc", "-mfdpic", "", "")]
    public async Task What_gcc_makes_passes_under_the_same_options(string compiler, string options, string others, string complaint)
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        using var tree = new SourceTree();
        byte[] file = await CompileAsync([compiler, .. Words(options)], tree, cancel);
        var facts = await RealFacts.OfAsync(compiler, SourceLanguage.C, Words(options), cancel);
        var other = await RealFacts.OfAsync(compiler, SourceLanguage.C, Words(others), cancel);

        Assert.Null(ObjectCheck.Mismatch(file, facts));
        Assert.True(complaint.Length == 0 || ObjectCheck.Mismatch(file, other)?.What.Contains(complaint, StringComparison.Ordinal) == true, ObjectCheck.Mismatch(file, other)?.What);
    }

    [Theory]
    [InlineData("wasm32-wasi")]
    [InlineData("lanai")]
    [InlineData("hexagon")]
    [InlineData("ve-linux")]
    [InlineData("mips-mti-elf")]
    [InlineData("x86_64-unknown-uefi")]
    [InlineData("arm64_32-apple-watchos7")]
    public async Task What_cannot_be_checked_is_known_beforehand_and_is_nobodys_fault(string target)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        var facts = await FactsAsync(target);

        Assert.Contains("cannot be checked", ObjectCheck.WhyUncheckable(facts));
        Assert.Equal(Culprit.Nobody, ObjectCheck.Mismatch(new byte[2000], facts)?.Culprit);
    }

    [Fact]
    public async Task Link_time_bitcode_passes_only_for_its_target_and_only_where_asked_for()
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        byte[] bitcode = await CompileAsync("x86_64-linux-gnu -flto", tree, cancel), small = await CompileAsync("x86_64-linux-gnu -flto -m32", tree, cancel);

        Assert.Null(await CheckAsync(bitcode, "x86_64-linux-gnu -flto"));
        Assert.Null(await CheckAsync(small, "x86_64-linux-gnu -flto -m32"));
        Assert.Contains("LLVM", await CheckAsync(bitcode, "x86_64-linux-gnu"));
        Assert.Contains("LLVM", await CheckAsync(small, "x86_64-linux-gnu -flto"));
        Assert.Contains("LLVM", await CheckAsync(bitcode, "aarch64-linux-gnu -flto"));
    }

    [Theory]
    [InlineData("x86_64-apple-darwin22", "Mach-O")]
    [InlineData("arm64-apple-darwin22", "Mach-O")]
    [InlineData("x86_64-w64-mingw32", "COFF")]
    [InlineData("i686-w64-mingw32", "COFF")]
    [InlineData("aarch64-w64-mingw32", "COFF")]
    [InlineData("x86_64-pc-cygwin", "COFF")]
    [InlineData("x86_64-pc-win32-elf", "ELF")]
    [InlineData("i686-unknown-hurd-gnu", "ELF")]
    [InlineData("x86_64-pc-windows-msvc", "COFF")]
    [InlineData("arm64e-apple-ios14", "Mach-O")]
    [InlineData("armv7-apple-ios9", "Mach-O")]
    [InlineData("armv7s-apple-ios9", "Mach-O")]
    [InlineData("x86_64h-apple-darwin22", "Mach-O")]
    public async Task Objects_of_other_formats_pass_for_their_own_target_only(string target, string format)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new SourceTree();
        var own = await CompileAsync(target, tree, TestContext.Current.CancellationToken);
        Assert.Null(await CheckAsync(own, target));
        foreach (var other in new[] { "x86_64-linux-gnu", "x86_64-apple-darwin22", "arm64-apple-darwin22", "x86_64-w64-mingw32", "i686-w64-mingw32", "aarch64-w64-mingw32", "armv7-apple-ios9" }.Where(other => !IsAlike(target, other)))
        {
            Assert.NotNull(await CheckAsync(own, other));
        }

        Assert.Contains(format, await CheckAsync(own[..10], target));
    }

    [Fact]
    public async Task A_linked_program_and_an_object_of_very_many_sections_are_told_apart()
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        using var tree = new SourceTree();
        await File.WriteAllTextAsync(Path.Combine(tree.Root, "many.s"), string.Concat(Enumerable.Range(0, 66000).Select(i => $".section .s{i}\n.byte 1\n")), cancel);
        await File.WriteAllTextAsync(Path.Combine(tree.Root, "main.c"), "int main(void) { return 0; }", cancel);
        await Tool.RunAsync(["gcc", "-c", "many.s", "-o", "many.o"], tree.Root, null, cancel);
        await Tool.RunAsync(["gcc", "main.c", "-o", "main"], tree.Root, null, cancel);

        Assert.Null(await CheckAsync(await File.ReadAllBytesAsync(Path.Combine(tree.Root, "many.o"), cancel), "x86_64-linux-gnu"));
        Assert.Contains("not a relocatable object", await CheckAsync(await File.ReadAllBytesAsync(Path.Combine(tree.Root, "main"), cancel), "x86_64-linux-gnu"));
    }

    private static bool IsAlike(string target, string other) => target == other || Alike.Any(set => set.Contains(target) && set.Contains(other));

    private static async Task<string?> CheckAsync(byte[] file, string target)
    {
        var facts = await FactsAsync(target);
        return ObjectCheck.Mismatch(file, facts)?.What;
    }

    private static async Task<TargetFacts> FactsAsync(string target)
    {
        if (!Known.TryGetValue(target, out var facts))
        {
            string[] words = Words(target);
            Known[target] = facts = await RealFacts.OfAsync("clang", SourceLanguage.C, ["--target=" + words[0], .. words[1..]], TestContext.Current.CancellationToken);
        }

        return facts;
    }

    private static async Task<byte[]> CompileAsync(string target, SourceTree tree, CancellationToken cancel)
    {
        string[] words = Words(target);
        return await CompileAsync(["clang", "--target=" + words[0], .. words[1..], "-fintegrated-as"], tree, cancel);
    }

    private static async Task<byte[]> CompileAsync(string[] command, SourceTree tree, CancellationToken cancel)
    {
        string output = Path.Combine(tree.HelperRoot, "made.o");
        var made = await Tool.RunAsync([.. command, "-x", "c", "-c", "-", "-o", output], tree.Root, "double half(double x) { return x / 2; } int g(int a) { return a; }"u8.ToArray(), cancel);
        Assert.True(made.ExitCode == 0, string.Join(" ", command) + ": " + made.ErrorText);
        return await File.ReadAllBytesAsync(output, cancel);
    }
}
