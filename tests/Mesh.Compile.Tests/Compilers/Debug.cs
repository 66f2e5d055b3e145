using System.Text;
using System.Text.RegularExpressions;
using Mesh.Compile.Arguments;
using Mesh.Testing;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>Compares outputs with debug information: without it byte for byte, and the information itself up to the producer string.</summary>
internal static partial class Debug
{
    public static async Task AssertEqualAsync(string name, byte[] bare, byte[] divided, CompilerFamily family, SourceTree tree, CancellationToken cancel)
    {
        if (name.EndsWith(".s"))
        {
            Assert.Equal(WithoutProducer(Encoding.UTF8.GetString(bare)), WithoutProducer(Encoding.UTF8.GetString(divided)));
            return;
        }

        if (SplitFile.Is(bare))
        {
            Assert.Equal(await SplitFile.DescribeAsync(bare, cancel), await SplitFile.DescribeAsync(divided, cancel));
            return;
        }

        var (stripped, information) = await ReadAsync(bare, tree, cancel);
        var (otherStripped, otherInformation) = await ReadAsync(divided, tree, cancel);
        Assert.True(stripped.AsSpan().SequenceEqual(otherStripped), $"{name} differs beyond debug information");
        if (family == CompilerFamily.Gcc)
        {
            Assert.Equal(information, otherInformation);
        }
        else
        {
            Assert.Equal(UnitName(information), UnitName(otherInformation));
        }
    }

    private static async Task<(byte[] Stripped, string Information)> ReadAsync(byte[] file, SourceTree tree, CancellationToken cancel)
    {
        string path = Path.Combine(tree.HelperRoot, "examined.o"), stripped = path + ".stripped";
        await File.WriteAllBytesAsync(path, file, cancel);
        var dump = await Tool.RunAsync(["readelf", "--debug-dump=info,line", path], tree.HelperRoot, null, cancel);
        await Tool.RunAsync(["objcopy", "--strip-debug", path, stripped], tree.HelperRoot, null, cancel);
        return (await File.ReadAllBytesAsync(stripped, cancel), WithoutProducer(Encoding.UTF8.GetString(dump.Stdout)));
    }

    private static string WithoutProducer(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.Contains("DW_AT_producer") && !line.Contains("GNU C")).Select(line => StringOffset().Replace(line, "")));

    private static string UnitName(string information) =>
        string.Join('\n', information.Split('\n').Where(line => line.Contains("DW_AT_name") || line.Contains("DW_AT_comp_dir")).Take(2)
            .Select(line => IndexedString().Replace(line, "")));

    [GeneratedRegex(@"(\(indirect (line )?string, )?offset: (0x)?[0-9a-f]+\)?|<(0x)?[0-9a-f]+>")]
    private static partial Regex StringOffset();

    [GeneratedRegex(@"^.*(?=DW_AT)|\(indexed string: (0x)?[0-9a-f]+\)")]
    private static partial Regex IndexedString();
}
