using System.Text;
using Mesh.Compile.Objects;

namespace Mesh.Compile.Tests.Objects;

public sealed class MarkScanTests
{
    [Theory]
    [InlineData("asm(\".eabi_attribute 28, 0\");", true)]
    [InlineData("asm(\".EABI_ATTRIBUTE 28, 0\");", true)]
    [InlineData("asm(\".eabi\" \"_attribute 28, 0\");", false)] // in two halves
    [InlineData("asm(\".gnu_attribute 4,3\");", true)]
    [InlineData("asm(\".abiversion 1\");", true)]
    [InlineData("asm(\".attribute arch, \\\"rv32e\\\"\");", true)]
    [InlineData("asm(\"\\t.nan\\t2008\\n\");", true)]
    [InlineData("asm(\".module\" \" softfloat\");", true)]
    [InlineData("asm(\".cpu cortex-a7\");", false)]
    [InlineData("int x = a.nanosecond + b.modules; __attribute__((unused)) int nan;", false)]
    [InlineData("", false)]
    public void Directives_that_mark_an_object_are_found_wherever_a_piece_ends(string text, bool found)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text + "\n");
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            var scan = new MarkScan();
            scan.Add(bytes.AsSpan(0, cut));
            scan.Add(bytes.AsSpan(cut));
            Assert.Equal(found, scan.HasFound);
        }

        var slow = new MarkScan();
        foreach (byte letter in bytes)
        {
            slow.Add([letter]);
        }

        Assert.Equal(found, slow.HasFound);
    }
}
