using Mesh.Compile.Objects;
using Mesh.Compile.Tests.Compilers;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Objects;

/// <summary>Objects of one source by real compilers that differ in known ways.</summary>
public sealed class ObjectComparisonTests
{
    private const string Source = "__thread int t = 4; extern int far(double); static int table[] = { 3, 1, 2 }; double f(double x) { return x * far(x) + table[(int)x & 1] + t; } int g(int a) { return f(a) > 2; }";

    [Theory]
    [InlineData("gcc -O2", "gcc -O2", "Identical", null)]
    [InlineData("gcc -O2 -g", "gcc -O2 -gdwarf-4", "Equivalent", null)]
    [InlineData("gcc -O2", "gcc -O2 -Qn", "Equivalent", null)]
    [InlineData("gcc -O2", "gcc -O1", "Different", ".text")]
    [InlineData("gcc -O2", "gcc -O2 -fno-pic", "Different", ".")]
    [InlineData("gcc -O2", "gcc -O2 -m32", "Different", "the ELF header")]
    [InlineData("gcc -O2", "gcc -O2 -Wa,--execstack", "Different", ".note.GNU-stack")]
    [InlineData("riscv64-linux-gnu-gcc -O2", "riscv64-linux-gnu-gcc -O2 -march=rv64g -mabi=lp64d", "Different", "the ELF header")]
    [InlineData("gcc -O2", "gcc -O2 -fno-asynchronous-unwind-tables", "Different", ".eh_frame")]
    [InlineData("gcc -O2", "gcc -O2 -Dtable=list", "Different", ".symtab")]
    [InlineData("gcc -O2", "gcc -O2 -Dfar=near", "Different", ".rela.text")]
    [InlineData("arm-linux-gnueabihf-gcc -O2", "arm-linux-gnueabihf-gcc -O2", "Identical", null)]
    [InlineData("arm-linux-gnueabihf-gcc -O2", "arm-linux-gnueabi-gcc -O2 -march=armv7-a+fp -mfloat-abi=hard -mthumb", "Identical", null)]
    [InlineData("riscv64-linux-gnu-gcc -O2 -g", "riscv64-linux-gnu-gcc -O2 -g -fno-plt", "Equivalent", null)]
    [InlineData("arm-linux-gnueabihf-gcc -O2", "arm-linux-gnueabihf-gcc -O2 -marm", "Different", ".text")]
    [InlineData("i686-linux-gnu-gcc -O2", "gcc -m32 -O2 -march=i686 -mtune=generic", "Equivalent", null)]
    public async Task Objects_are_told_apart_by_what_is_loaded(string one, string other, string likeness, string? where)
    {
        var cancel = TestContext.Current.CancellationToken;
        foreach (var command in new[] { one, other }) Assert.SkipUnless(Tool.Exists(Words(command)[0]), $"{Words(command)[0]} is not installed");
        using var tree = new SourceTree();
        var (first, second) = (await CompileAsync(one, tree, cancel), await CompileAsync(other, tree, cancel));

        Assert.Equal(likeness, ObjectComparison.Compare(first, second, out var found).ToString());
        Assert.True(where is null ? found is null : found?.StartsWith(where, StringComparison.Ordinal) == true, found);
    }

    [Fact]
    public async Task Hostile_bytes_never_throw()
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        using var tree = new SourceTree();
        var file = await CompileAsync("gcc -O2 -g", tree, TestContext.Current.CancellationToken);
        var random = new Random(11);
        for (int round = 0; round < 20000; round++)
        {
            byte[] hostile = [.. file[..random.Next(64, file.Length)]];
            for (int flips = random.Next(1, 8); flips > 0; flips--) hostile[random.Next(hostile.Length)] = (byte)random.Next(256);
            Assert.NotEqual(ObjectLikeness.Identical, ObjectComparison.Compare(file, hostile, out _));
        }
    }

    private static async Task<byte[]> CompileAsync(string command, SourceTree tree, CancellationToken cancel)
    {
        string output = Path.Combine(tree.HelperRoot, "made.o");
        var made = await Tool.RunAsync([.. Words(command), "-x", "c", "-c", "-", "-o", output], tree.Root, System.Text.Encoding.UTF8.GetBytes(Source), cancel);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return await File.ReadAllBytesAsync(output, cancel);
    }
}
