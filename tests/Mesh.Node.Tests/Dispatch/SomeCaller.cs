using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Node.Dispatch;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Node.Tests.Dispatch;

/// <summary>A compile that some user has started: the node's end of the conversation, and hands that do what a test wants.</summary>
internal sealed class SomeCaller : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HandsConnection _hands;

    public SomeCaller(uint user, params string[] options)
    {
        var (brain, hands) = DuplexStream.Pair();
        _hands = new HandsConnection(hands);
        Session = new HandsSession(new HandsConnection(brain), user, _stop.Token);
        Call = new Call(1, default, 0x12, "/tmp", "/usr/bin/gcc", "/usr/bin/gcc-12", new FileIdentity(1, 2, 3, 4), ["gcc", .. options, "-c", "x.c"], []);
        var plan = Assert.IsType<Classification.Remote>(Classifier.Classify(Call.Arguments, CompilerFamily.Gcc, new Dictionary<string, string>(), Call.Cwd)).Plan;
        Route = new Route.Away(plan, new CompilerIdentity(CompilerFamily.Gcc, "12.2.0", "gcc version 12.2.0", "x86_64-linux-gnu"));
    }

    public HandsSession Session { get; }

    public Call Call { get; }

    public Route.Away Route { get; }

    /// <summary>Programs that its hands were told to run.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs what the node asks for, as a compiler would that defines one macro.</summary>
    public async Task AnswerAsync(string macro, uint code = 0)
    {
        for (var answered = 0; answered < 2;)
        {
            switch (await _hands.ReadAsync(TestContext.Current.CancellationToken))
            {
                case Run run:
                    Runs++;
                    answered++;
                    _hands.Writer.Add(new Stdout(run.RunId, Encoding.UTF8.GetBytes(run.Arguments.Contains("-dM") ? $"#define {macro} 1\n" : "  -m64  [enabled]\n")));
                    await _hands.WriteAsync(new Exited(run.RunId, code, 0, 0, 0), TestContext.Current.CancellationToken);
                    break;
                case null:
                    return;
            }
        }
    }

    /// <summary>Tells what the source is, which the node asks before it runs anything.</summary>
    public async Task TellOfSourceAsync(FileStatType type)
    {
        HandsMessage? asked;
        do
        {
            asked = await _hands.ReadAsync(TestContext.Current.CancellationToken);
        }
        while (asked is Wait);
        Assert.Equal([Route.Plan.Source], Assert.IsType<Stat>(asked).Paths);
        await _hands.WriteAsync(new Stats([new FileStat(type, 0x1A4, 0, 0)]), TestContext.Current.CancellationToken);
    }

    /// <summary>Returns when the node has asked for something, which nobody does.</summary>
    public async Task HangAsync()
    {
        while (await _hands.ReadAsync(TestContext.Current.CancellationToken) is not Run)
        {
        }
    }

    public void Go() => _hands.Dispose();

    public void Dispose()
    {
        Session.Dispose();
        _hands.Dispose();
        _stop.Dispose();
    }
}
