using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Node.Dispatch;
using Mesh.Testing;
using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Hands;

namespace Mesh.Node.Tests.Dispatch;

public sealed class PreprocessorTests : IDisposable
{
    private static readonly Call Call = new(
        HandsLimits.Version, default, 0x12, "/work", "/usr/bin/gcc", "/usr/bin/gcc", default, ["gcc", "-c", "x.c"], []);

    private readonly HandsConnection _hands;
    private readonly HandsSession _session;
    private readonly CancellationTokenSource _stop = new();
    private readonly Preprocessor _preprocessor = new(new LostPragmas(TimeProvider.System));

    public PreprocessorTests()
    {
        var (brain, hands) = DuplexStream.Pair();
        _hands = new HandsConnection(hands);
        _session = new HandsSession(new HandsConnection(brain), user: 1000, _stop.Token);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CompilePlan Plan => PlanOf(CompilerFamily.Gcc, Call.Arguments);

    public void Dispose()
    {
        _session.Dispose();
        _hands.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Text_without_a_word_to_say_is_the_source()
    {
        using var source = new PreprocessedSource(Codecs.None);
        var preprocessing = _preprocessor.RunAsync(_session, Call, Plan, source);
        var run = await HearAsync<Run>();
        await SayAsync(new Stdout(run.RunId, "int x;\n"u8.ToArray()), new Exited(run.RunId, 0, 0, 0, 0));
        Assert.Null(await preprocessing);
        Assert.Equal(7, source.Length);
    }

    [Fact]
    public async Task Words_of_a_run_that_has_ended_are_no_source()
    {
        var before = _session.Run(["gcc", "-v"], []);
        await _session.FlushAsync();
        await SayAsync(new Exited(before, 0, 0, 0, 0));
        Assert.IsType<Exited>(await _session.NextAsync());

        using var source = new PreprocessedSource(Codecs.None);
        var preprocessing = _preprocessor.RunAsync(_session, Call, Plan, source);
        await HearAsync<Run>();
        var run = await HearAsync<Run>();
        Assert.NotEqual(before, run.RunId);
        await SayAsync(
            new Stdout(before, "late"u8.ToArray()), new Stderr(before, "late"u8.ToArray()), new Exited(before, 1, 0, 0, 0),
            new Stdout(run.RunId, "int x;\n"u8.ToArray()), new Exited(run.RunId, 0, 0, 0, 0));
        Assert.Null(await preprocessing);
        Assert.Equal(7, source.Length);
    }

    [Fact]
    public async Task A_source_that_is_too_large_ends_its_run_before_anything_else_is_asked()
    {
        using var source = new PreprocessedSource(Codecs.Available[0]);
        var block = new byte[1 << 20];
        while (source.Length < WireLimits.MaxSourceBytes) source.Append(block);
        var preprocessing = _preprocessor.RunAsync(_session, Call, Plan, source);
        var run = await HearAsync<Run>();
        await SayAsync(new Stdout(run.RunId, "x"u8.ToArray()));
        Assert.Equal(run.RunId, (await HearAsync<Kill>()).RunId);
        await SayAsync(new Stdout(run.RunId, "x"u8.ToArray()), new Stderr(run.RunId, "x"u8.ToArray()));
        Assert.False(preprocessing.IsCompleted);
        await SayAsync(new Exited(run.RunId, 143, 15, 0, 0));
        Assert.Equal(DispatchReasons.TooLarge(), await preprocessing);
    }

    [Fact]
    public async Task A_precompiled_header_that_gcc_names_keeps_the_compile_here()
    {
        using var source = new PreprocessedSource(Codecs.None);
        var preprocessing = _preprocessor.RunAsync(_session, Call, Plan, source);
        var run = await HearAsync<Run>();
        Assert.Contains("-fpch-preprocess", run.Arguments);
        await SayAsync(new Stdout(run.RunId, "# 1 \"x.c\"\n#pragma GCC pch_preprocess \"pch.h.gch\"\n"u8.ToArray()), new Exited(run.RunId, 0, 0, 0, 0));
        Assert.Equal(DispatchReasons.PrecompiledHeader(), await preprocessing);
    }

    [Fact]
    public async Task A_file_of_which_the_text_may_have_lost_something_keeps_the_compile_here()
    {
        using var source = new PreprocessedSource(Codecs.None);
        var preprocessing = _preprocessor.RunAsync(_session, Call, Plan, source);
        var run = await HearAsync<Run>();
        await SayAsync(new Stdout(run.RunId, "# 1 \"x.c\"\n# 1 \"a.h\" 1\n"u8.ToArray()), new Exited(run.RunId, 0, 0, 0, 0));
        Assert.Equal(["x.c", "a.h"], (await HearAsync<Stat>()).Paths);
        await SayAsync(new Stats([new FileStat(FileStatType.Regular, 0x1A4, 7, 1), new FileStat(FileStatType.Regular, 0x1A4, 20, 1)]));
        Assert.Equal("x.c", (await HearAsync<Read>()).Path);
        Assert.Equal("a.h", (await HearAsync<Read>()).Path);
        await SayAsync(new Content(true, "int x;\n"u8.ToArray()), new Content(true, "#pragma message \"x\"\n"u8.ToArray()));
        Assert.Equal(DispatchReasons.LostPragma("a.h"), await preprocessing);
    }

    [Theory]
    [InlineData("int x;\n", "x.c:1:2: warning: #warning w\n", 0u, null)]
    [InlineData("#pragma GCC diagnostic ignored \"-Wcpp\"\n", "x.c:1:2: warning: #warning w\n", 0u, null)]
    [InlineData("#pragma GCC diagnostic push\n", "cc1: warning: command-line option '-x' is valid for C++\n", 0u, null)]
    [InlineData("int x;\n", "x.c:9:8: warning: extra tokens at end of #endif directive\n", 0u, "lost-pragma")]
    [InlineData("", "x.c:2:4: error: unterminated literal\n", 1u, "unfit-source")]
    [InlineData("", "x.c:2:4: error: #error no\n", 1u, DispatchReasons.PreprocessorMessage)]
    public async Task What_the_preprocessor_says_may_be_all_that_there_is(string text, string said, uint code, string? reason)
    {
        using var source = new PreprocessedSource(Codecs.None);
        var preprocessing = _preprocessor.RunAsync(_session, Call, Plan with { Language = SourceLanguage.Cxx }, source);
        var run = await HearAsync<Run>();
        await SayAsync(
            new Stdout(run.RunId, System.Text.Encoding.UTF8.GetBytes(text)), new Stderr(run.RunId, System.Text.Encoding.UTF8.GetBytes(said)), new Exited(run.RunId, code, 0, 0, 0));
        Assert.Equal(reason, (await preprocessing.WaitAsync(TimeSpan.FromSeconds(20), Cancel))?.Code);
        Assert.Equal(reason is null && text.Contains("ignored", StringComparison.Ordinal), !source.SaidIsCertain);
        Assert.True(reason is not null || said == System.Text.Encoding.UTF8.GetString(source.Said.ToArray()));
    }

    [Theory]
    [InlineData(nameof(FileStatType.Absent), false)]
    [InlineData(nameof(FileStatType.Regular), true)]
    [InlineData(nameof(FileStatType.Directory), true)]
    public async Task A_precompiled_header_that_clangs_driver_would_take_keeps_the_compile_here(string type, bool isKept)
    {
        using var source = new PreprocessedSource(Codecs.None);
        var plan = PlanOf(CompilerFamily.Clang, ["clang", "-include", "a.h", "-includeb.h", "-c", "x.c"]);
        var preprocessing = _preprocessor.RunAsync(_session, Call, plan, source);
        Assert.Equal(["a.h.pch", "a.h.gch", "b.h.pch", "b.h.gch"], (await HearAsync<Stat>()).Paths);
        await SayAsync(new Stats([default, default, default, new FileStat(Enum.Parse<FileStatType>(type), 0x1A4, 7, 1)]));
        if (!isKept)
        {
            var run = await HearAsync<Run>();
            await SayAsync(new Exited(run.RunId, 0, 0, 0, 0));
        }

        Assert.Equal(isKept ? DispatchReasons.PrecompiledHeader() : null, await preprocessing.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    private static CompilePlan PlanOf(CompilerFamily family, IReadOnlyList<string> arguments) =>
        Assert.IsType<Mesh.Compile.Classification.Classification.Remote>(Classifier.Classify(arguments, family, new Dictionary<string, string>(), Call.Cwd)).Plan;

    private async Task SayAsync(params HandsMessage[] messages)
    {
        foreach (var message in messages) await _hands.WriteAsync(message, Cancel);
    }

    /// <summary>The next message of that type; WAIT, which comes when it likes, may stand before it.</summary>
    private async Task<T> HearAsync<T>() where T : HandsMessage
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await _hands.ReadAsync(limit.Token) is not Wait and var message) return Assert.IsType<T>(message);
        }
    }
}
