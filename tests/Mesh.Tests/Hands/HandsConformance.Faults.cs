using System.Text;
using Mesh.Compile.Classification;
using Mesh.Hands;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>Hands that die, and a node that dies, is cut off or talks rubbish.</summary>
public abstract partial class HandsConformance
{
    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(1)]
    public async Task Killed_hands_leave_no_file_and_no_process_and_die_of_the_signal(int signal)
    {
        var pidFile = Path.Combine(Kit.Compilers, "pids");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(
                new Adopt("x.d.tmp", "x.d"), new Run(1, ["", "compile", "x.d.tmp"], []), new Run(2, ["", "family", pidFile], []),
                new Write("x.o", Plain), new Data(new byte[100_000]));
            while (!await talk.HearEndAsync())
            {
            }
        });
        var hands = Kit.Start("x");
        var pids = await PidsAsync(pidFile, 2);
        await Eventually.HoldsAsync(() => Kit.WorkFiles().Count() == 2, Cancel);
        hands.Kill(signal);
        Assert.Equal(signal, (await hands.EndAsync(Cancel)).Signal);
        await Eventually.HoldsAsync(() => pids.All(IsGone), Cancel);
        Assert.Empty(Kit.WorkFiles());
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_node_that_dies_at_any_step_leaves_the_local_result()
    {
        HandsMessage[] steps =
        [
            new Wait(30), new Run(1, ["", "flood", "200000"], []), new Stat(["x.c"]), new Adopt("x.d.tmp", "x.d"), new Run(2, ["", "compile", "x.d.tmp"], []),
            new Write("x.o", Plain), new Data("remote"u8.ToArray()), new Close(), new Out("remote"u8.ToArray()), new Err("remote"u8.ToArray()), new Run(3, ["", "sleep", "/dev/null"], []),
        ];
        for (var count = 0; count <= steps.Length; count++)
        {
            var said = steps[..count];
            using var brain = Kit.Brain(talk => talk.SayAsync(said));
            var end = await Kit.CallAsync("compile", "x.o");
            Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), end);
            Assert.Equal(["x.o"], Kit.WorkFiles());
            Assert.Equal("local object", await File.ReadAllTextAsync(Kit.InWork("x.o"), Cancel));
            File.Delete(Kit.InWork("x.o"));
        }
    }

    [Fact]
    public async Task A_frame_cut_at_any_byte_leaves_the_local_result()
    {
        var fields = new FieldWriter();
        HandsCodec.Encode(new Write("x.o", Plain), fields);
        HandsCodec.Encode(new Exec(false, ["gcc", "exit", "9"], ["A=1"]), fields);
        var bytes = fields.Written.ToArray();
        for (var length = 0; length < bytes.Length; length += Kit.IsTwin ? 7 : 1)
        {
            using var brain = Kit.Brain(async talk => await talk.Socket.SendAsync(bytes.AsMemory(0, length), talk.Stop));
            Assert.Equal("local warning\n", (await Kit.CallAsync("compile", "x.o")).Err);
            Assert.Equal(["x.o"], Kit.WorkFiles());
            File.Delete(Kit.InWork("x.o"));
        }
    }

    public static TheoryData<string> Garbage => new("00000000", "ffffffff", "00800001", "0000000100", "00000001ff", "0000000142", "000000064100000000ff",
        "0000000b4200000001ffffffff0000", "000000074500000000aabb", "0000000e450000000578006f2e6f000001b6", "0000000a4300000001ffffffff00", "0000000149",
        "474554202f20485454502f312e310d0a0d0a", "0000000a4100000000ffffffff00", "000000024d00", "000000064d00000005ff", "000000074900000000ff00", "0000000b41000000000000000000ff", "000000054effffffff0000000100");

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_from_the_node_leaves_the_local_result(string hex)
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.Socket.SendAsync(Convert.FromHexString(hex), talk.Stop);
            await talk.HearEndAsync();
        });
        var end = await Kit.CallAsync("compile", "x.o");
        Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), end);
        Assert.Equal(["x.o"], Kit.WorkFiles());
    }

    [Fact]
    public async Task Random_bytes_from_the_node_leave_the_local_result()
    {
        var random = new Random(20261122);
        for (var i = 0; i < (Kit.IsTwin ? 10 : 100); i++)
        {
            var bytes = new byte[random.Next(5, 60)];
            random.NextBytes(bytes);
            bytes.AsSpan(0, 3).Clear();
            bytes[3] = (byte)(bytes.Length - 4 - random.Next(2));
            bytes[4] = (byte)random.Next(64, 80);
            using var brain = Kit.Brain(async talk => await talk.Socket.SendAsync(bytes, talk.Stop));
            var end = await Kit.CallAsync("compile", "x.o");
            Assert.True(end.Err.EndsWith("local warning\n") || bytes[4] is 65 or 73 or 77, Convert.ToHexString(bytes) + end);
            Assert.DoesNotContain(Kit.WorkFiles(), f => f.Contains("mesh"));
        }
    }

    // What the test runner leaks to its children is not the hands' doing: the compiler, called directly, tells what is right.
    private async Task AssertFilesAsync()
    {
        var how = new HandsStart { Arguments = ["files"], Prelude = "exec 7</dev/null" };
        var direct = Kit.Start(Path.Combine(Kit.Compilers, "gcc"), "gcc", ["files"], how);
        var expected = (await direct.EndAsync(Cancel)).Out;
        Assert.StartsWith("0\n1\n2\n7\n", expected);
        Assert.Equal(expected, (await Kit.CallAsync(how)).Out);
    }
}
