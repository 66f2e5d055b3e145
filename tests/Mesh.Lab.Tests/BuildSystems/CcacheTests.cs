namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>ccache must not answer with what another compiler of the same name made.</summary>
[Collection<BareAndMeshedCollection>]
public sealed class CcacheTests(BareAndMeshed machines) : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>A folder in which gcc is another one; each way of the guide is followed with it next on PATH.</summary>
    private const string Script = """
        set -e
        for version in 12 11; do mkdir $version; ln -s /usr/bin/gcc-$version $version/gcc; done
        echo 'int f(int a) { return a * 3; }' > x.c
        compile() {
          PATH="$PWD/$1:$PATH"
          WAY
          gcc -O2 -c x.c -o $1.o
        }
        (compile 12)
        (compile 11)
        for version in 12 11; do gcc-$version -O2 -c x.c -o bare.o; cmp bare.o $version.o; done
        """;

    [Theory]
    [InlineData("ccache-behind")]
    [InlineData("ccache-prefix")]
    [InlineData("ccache-first")]
    public async Task A_second_compiler_of_the_same_name_is_not_taken_for_the_first(string name)
    {
        Assert.SkipUnless(Privilege.Find("ccache") is not null && Privilege.Find("gcc-11") is not null && Privilege.Find("gcc-12") is not null, "needs ccache, gcc-11 and gcc-12");
        machines.ForgetCaches();
        var folder = Directory.CreateDirectory(Path.Combine(machines.Client.Machine.WorkOutside, "two-" + name)).Name;
        var way = BuildSystem.All.Single(system => system.Name == name).Project().Build.Split('\n').Where(line => !line.StartsWith("make ", StringComparison.Ordinal));

        var done = await machines.Client.Machine.ExecInAsync($"{Machine.WorkFolder}/{folder}", Limit, Cancel, "sh", "-c", Script.Replace("WAY", string.Join('\n', way), StringComparison.Ordinal));

        done.OrThrow(name);
    }
}
