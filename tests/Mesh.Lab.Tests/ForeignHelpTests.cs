using Mesh.Lab.Roots;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>Machines of different architectures help each other: the objects are those of the client's own compiler.</summary>
public sealed class ForeignHelpTests : LabTest
{
    private const double MostOf = 0.9;

    // Where it weighs one register against another, gcc counts with the floating point of the machine that it runs on: x87 on i386, with
    // more digits. So one of these objects has two registers exchanged, with no mesh at all: `gcc -c lcode.c` there and `gcc -m32 -c lcode.i` here.
    private static readonly string[] OfAnotherHost = ["src/lcode.o"];

    /// <summary>A client, how its project is built, and what the helper has. Those under an emulator are for tests/lab-slow.sh.</summary>
    public static TheoryData<string, string, string[]> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string[]>
            {
                { "i386", "lua-c++", ToolFolder.NativeOnly },
                { "i386", "lua", ToolFolder.Cross("i686-linux-gnu") },
            };
            if (!IsSlow) return pairs;
            string[] armhf = [.. ToolFolder.NativeOnly, .. ToolFolder.Cross("arm-linux-gnueabihf")], armel = [.. ToolFolder.NativeOnly, .. ToolFolder.Cross("arm-linux-gnueabi")];
            pairs.Add("i386", "lua", ToolFolder.NativeOnly);
            pairs.Add("i386", "lua-c++", ToolFolder.Cross("i686-linux-gnu"));
            pairs.Add("armhf", "lua", armhf);
            pairs.Add("armhf", "lua-c++", armhf);
            pairs.Add("armel", "lua", armel);
            pairs.Add("armel", "lua-c++", armel);
            return pairs;
        }
    }

    /// <summary>A helper, and what the client calls its cross compiler.</summary>
    public static TheoryData<string, string> Helpers => IsSlow
        ? new() { { "i386", "i686-linux-gnu" }, { "armhf", "arm-linux-gnueabihf" }, { "armel", "arm-linux-gnueabi" } }
        : new() { { "i386", "i686-linux-gnu" } };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_foreign_client_is_helped_with_its_own_compilers_objects(string architecture, string project, string[] tools)
    {
        await using var pair = await OrSkipAsync(ForeignPair.StartAsync(Root(architecture), tools, Cancel));
        var isWhole = IsSlow || !pair.Client.Machine.IsEmulated;
        var built = project == RealProject.Lua.Name
            ? isWhole ? RealProject.Lua : RealProject.LuaPart
            : isWhole ? RealProject.LuaAsCpp : RealProject.LuaPartAsCpp;

        var (counts, different) = await pair.BuildTwiceAsync(built, Cancel);

        Assert.Equal([], architecture == "i386" ? different.Except(OfAnotherHost) : different);
        Assert.True(counts.Remote >= MostOf * built.Units, $"{counts} of {built.Units}");
        await pair.Client.StopAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(Helpers))]
    public async Task A_foreign_node_helps_an_x86_64_client_with_a_cross_compiler(string architecture, string triplet)
    {
        await using var lab = await StartLabAsync();
        var client = await OrSkipAsync(lab.AddNodeAsync("client", Cancel));
        var helper = await OrSkipAsync(lab.AddNodeAsync("helper", new MeshNodeOptions { Wrap = false, Machine = new MachineOptions { Root = Root(architecture) } }, Cancel));
        await Poll.UntilAsync("the client to see the helper", TimeSpan.FromMinutes(1), async () => (await client.StatusAsync(Cancel)).Ready.Any(), Cancel);
        var compiler = Privilege.Find($"{triplet}-gcc") ?? throw new LabException($"{triplet}-gcc is not installed");
        File.WriteAllText(Path.Combine(client.Machine.WorkOutside, "x.c"), "#include <stdio.h>\ndouble twice(double x) { printf(\"%f\\n\", x); return 2 * x; }\n");

        var commands = $"{compiler} -O2 -c x.c -o here.o && MESH_REQUIRE=1 {triplet}-gcc -O2 -c x.c -o away.o && cp here.o h.o && {triplet}-objcopy -R .comment here.o && {triplet}-objcopy -R .comment away.o && cmp here.o away.o";
        var result = await client.Machine.ExecInAsync(Machine.WorkFolder, TimeSpan.FromMinutes(2), Cancel, "sh", "-c", commands);

        var why = result.ExitCode == 0 ? "" : (await client.MeshAsync(Cancel, "doctor")).Out;
        Assert.True(result.ExitCode == 0, $"{result.Error}\n{why}\n{client.Process.Errors.Text}\n{helper.Process.Errors.Text}");
        Assert.Equal(1, (await client.StatusAsync(Cancel)).Totals.Remote);
    }

    private static DebianRoot Root(string architecture) => DebianRoot.All.Single(root => root.Architecture == architecture);
}
