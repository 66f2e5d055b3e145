using Mesh.Compile.Arguments;
using Mesh.Compile.Objects;
using Mesh.Compile.Tests.Compilers;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Objects;

/// <summary>Real objects for one ARM, held against what a real compiler says of another.</summary>
public sealed class ArmLevelTests
{
    private const string Source = "float f(float a) { return a * 2; }\n";

    // From the least to the most: each may run what is above it, except where a branch is named below.
    private static readonly string[] Levels =
    [
        "-march=armv5te+fp -marm", "-march=armv6+fp -marm", "-march=armv6k+fp -marm", "-mcpu=arm1176jzf-s -marm", "-march=armv7-a+fp", "-march=armv7-a+neon", "-march=armv7-a+neon-vfpv4", "-march=armv8-a+simd",
    ];

    [Fact]
    public async Task An_object_runs_on_its_own_level_and_on_later_ones()
    {
        Assert.SkipUnless(Tool.Exists("arm-linux-gnueabihf-gcc"), "arm-linux-gnueabihf-gcc is not installed");
        var objects = new List<byte[]>();
        foreach (var level in Levels) objects.Add(await CompileAsync("arm-linux-gnueabihf-gcc", level, Source));

        for (var target = 0; target < Levels.Length; target++)
        {
            for (var made = 0; made < Levels.Length; made++)
            {
                var excess = await ExcessAsync("arm-linux-gnueabihf-gcc", Levels[target], objects[made]);
                Assert.True((excess is null) == (made <= target), $"{Levels[made]} on {Levels[target]}: {excess}");
            }
        }
    }

    [Theory]
    [InlineData("arm-linux-gnueabihf-gcc", "-march=armv6k+fp -marm", "-march=armv6t2+fp", "Tag_CPU_arch 8")]
    [InlineData("arm-linux-gnueabihf-gcc", "-march=armv6t2+fp", "-march=armv6k+fp -marm", "Tag_CPU_arch 9")]
    [InlineData("arm-linux-gnueabi-gcc", "-march=armv6 -mfloat-abi=soft -marm", "-march=armv6+fp -mfloat-abi=softfp -marm", "Tag_FP_arch 2")]
    [InlineData("arm-linux-gnueabihf-gcc", "-march=armv7-a -mfpu=vfpv3-d16", "-march=armv7-a -mfpu=neon", "NEON")]
    [InlineData("clang", "--target=arm-linux-gnueabihf -mcpu=arm1176jzf-s", "--target=arm-linux-gnueabihf -march=armv7-a", "Tag_CPU_arch 10")]
    public async Task What_is_beyond_the_target_is_named(string compiler, string target, string made, string expected)
    {
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");

        Assert.Null(await ExcessAsync(compiler, target, await CompileAsync(compiler, target, Source)));
        Assert.Contains(expected, await ExcessAsync(compiler, target, await CompileAsync(compiler, made, Source)));
    }

    [Theory]
    [InlineData("__asm__(\".arch armv7-a\");\n")]
    [InlineData("__asm__(\".fpu neon\");\n")]
    public async Task A_source_may_ask_for_more_than_the_target_has(string assembler)
    {
        Assert.SkipUnless(Tool.Exists("arm-linux-gnueabihf-gcc"), "arm-linux-gnueabihf-gcc is not installed");
        const string Target = "-march=armv6+fp -marm";
        var made = await CompileAsync("arm-linux-gnueabihf-gcc", Target, assembler + Source);

        Assert.NotNull(await ExcessAsync("arm-linux-gnueabihf-gcc", Target, made));
        var facts = await RealFacts.OfAsync("arm-linux-gnueabihf-gcc", SourceLanguage.C, Words(Target), TestContext.Current.CancellationToken);
        Assert.Null(ObjectCheck.Mismatch(made, facts)); // no fault of the helper's
    }

    [Fact]
    public async Task Other_targets_have_no_such_levels()
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        Assert.Null(await ExcessAsync("gcc", "-O2", await CompileAsync("gcc", "-O2", Source)));
    }

    private static async Task<string?> ExcessAsync(string compiler, string options, byte[] file)
    {
        var facts = await RealFacts.OfAsync(compiler, SourceLanguage.C, Words(options), TestContext.Current.CancellationToken);
        return ArmLevel.Excess(file, facts);
    }

    private static async Task<byte[]> CompileAsync(string compiler, string options, string source)
    {
        using var tree = new SourceTree();
        var output = Path.Combine(tree.HelperRoot, "made.o");
        var made = await Tool.RunAsync([compiler, .. Words(options), "-x", "c", "-c", "-", "-o", output], tree.Root, System.Text.Encoding.UTF8.GetBytes(source), TestContext.Current.CancellationToken);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
    }
}
