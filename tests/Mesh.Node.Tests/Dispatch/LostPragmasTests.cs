using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Node.Dispatch;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Node.Tests.Dispatch;

public sealed class LostPragmasTests
{
    private const string Loses = "#pragma message \"x\"\nint a;\n";
    private const string OddComment = "#if 0\n/* a /* b */\n#endif\n";
    private const string OddLine = "#if 0\n#define A \\ \n 1\n#endif\n";
    private const string Shows = "#ifdef X\n#pragma message \"x\"\n#endif\n";

    private readonly LostPragmas _pragmas = new(TimeProvider.System);
    private readonly Dictionary<string, (FileStat Stat, string? Content)> _disk = [];
    private readonly List<string> _reads = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_read_once_as_long_as_it_stays_the_same()
    {
        Put("a.h", "int a;\n");
        Put("b.h", Loses);
        Assert.Equal("b.h", await FindAsync("a.h", "b.h"));
        Assert.Equal("b.h", await FindAsync("b.h", "a.h"));
        Assert.Equal(["a.h", "b.h"], _reads);
        Put("b.h", "int b;\n");
        Assert.Null(await FindAsync("a.h", "b.h"));
        Assert.Equal(["a.h", "b.h", "b.h"], _reads);
    }

    [Fact]
    public async Task What_one_user_says_of_a_file_is_nothing_to_another()
    {
        Put("a.h", "int a;\n");
        Assert.Null(await FindAsync("a.h"));
        Put("a.h", Loses, size: 7);
        Assert.Equal("a.h", await FindAsync(user: 1001, [], new EnteredFile("a.h", false)));
    }

    [Fact]
    public async Task A_file_that_has_just_been_written_is_read_again()
    {
        Put("a.h", "int a;\n", age: TimeSpan.Zero);
        Assert.Null(await FindAsync("a.h"));
        Assert.Null(await FindAsync("a.h"));
        Assert.Equal(["a.h", "a.h"], _reads);
    }

    [Fact]
    public async Task What_is_no_file_or_cannot_be_read_is_told_apart()
    {
        _disk["/work//"] = (new FileStat(FileStatType.Directory, 0, 0, 0), null);
        _disk["gone.h"] = (default, null);
        Assert.Null(await FindAsync("/work//", "gone.h"));
        _disk["large.h"] = (new FileStat(FileStatType.Regular, 0, 1 << 30, 0), null);
        Assert.Equal("large.h", await FindAsync("large.h"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_named_is_not_taken_for_none() => Assert.Equal("l\uFFFD.h", await FindAsync("a.h", "l\uFFFD.h"));

    [Theory]
    [InlineData("", false, false)]
    [InlineData("-w", false, true)]
    [InlineData("-Wno-endif-labels", false, true)]
    [InlineData("", true, true)]
    public async Task A_pragma_that_would_have_been_noticed_is_not_in_use(string option, bool isSystem, bool isLost)
    {
        Put("a.h", Shows);
        Assert.Equal(isLost ? "a.h" : null, await FindAsync(user: 1000, option.Length > 0 ? [option] : [], new EnteredFile("a.h", isSystem)));
    }

    [Theory]
    [InlineData(OddComment, "-Wall", false, true)]
    [InlineData(OddComment, "-Wextra", false, false)]
    [InlineData(OddComment, "-Wall", true, false)]
    [InlineData(OddLine, "-O2", false, true)]
    public async Task What_gcc_warns_of_in_a_skipped_group_is_lost(string content, string option, bool isSystem, bool isLost)
    {
        Put("a.h", content);
        for (int time = 0; time < 2; time++)
        {
            Assert.Equal(isLost ? "a.h" : null, await FindAsync(user: 1000, [option], new EnteredFile("a.h", isSystem)));
        }
    }

    [Fact]
    public async Task Many_files_are_asked_for_together()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"dir/header-{i:000}.h").ToArray();
        foreach (var name in names) Put(name, new string(' ', 50_000));
        Assert.Null(await FindAsync(names));
        Assert.Equal(names, _reads);
    }

    private void Put(string name, string content, TimeSpan? age = null, ulong? size = null)
    {
        var written = DateTimeOffset.UtcNow - (age ?? TimeSpan.FromHours(1));
        _disk[name] = (new FileStat(FileStatType.Regular, 0x1A4, size ?? (ulong)content.Length, (ulong)(age is null ? 1_000_000_000 : written.ToUnixTimeMilliseconds() * 1_000_000)), content);
    }

    private Task<string?> FindAsync(params string[] names) => FindAsync(user: 1000, [], [.. names.Select(name => new EnteredFile(name, false))]);

    private async Task<string?> FindAsync(uint user, string[] options, params EnteredFile[] files)
    {
        var (brain, other) = DuplexStream.Pair();
        using var hands = new HandsConnection(other);
        using var session = new HandsSession(new HandsConnection(brain), user, Cancel);
        var call = new Call(HandsLimits.Version, default, 0x12, "/work", "/usr/bin/gcc", "/usr/bin/gcc", default, ["gcc", .. options, "-c", "x.c"], []);
        var plan = Assert.IsType<Classification.Remote>(Classifier.Classify(call.Arguments, CompilerFamily.Gcc, new Dictionary<string, string>(), call.Cwd)).Plan;
        var finding = _pragmas.FindAsync(session, call, plan, files).AsTask();
        var answering = AnswerAsync(hands);
        var found = await finding.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        brain.Dispose();
        await answering;
        return found;
    }

    private async Task AnswerAsync(HandsConnection hands)
    {
        while (await hands.ReadAsync(Cancel) is { } asked)
        {
            switch (asked)
            {
                case Stat stat:
                    await hands.WriteAsync(new Stats([.. stat.Paths.Select(path => _disk[path].Stat)]), Cancel);
                    break;
                case Read read:
                    _reads.Add(read.Path);
                    var content = _disk[read.Path].Content;
                    await hands.WriteAsync(new Content(content is not null, Encoding.UTF8.GetBytes(content ?? "")), Cancel);
                    break;
            }
        }
    }
}
