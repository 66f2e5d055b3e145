using System.Net.Sockets;
using System.Text;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>One conversation, from the brain's side.</summary>
internal sealed class BrainTalk(HandsConnection connection, Socket socket, Call call, CancellationToken stop)
{
    public Call Call { get; } = call;

    public Socket Socket { get; } = socket;

    public CancellationToken Stop { get; } = stop;

    public async Task SayAsync(params HandsMessage[] messages)
    {
        foreach (var message in messages) connection.Writer.Add(message);
        await connection.Writer.FlushAsync(Stop);
    }

    public async Task<T> HearAsync<T>() where T : HandsMessage => Assert.IsType<T>(await connection.ReadAsync(Stop));

    /// <summary>Everything a RUN prints, and how it ended.</summary>
    /// <param name="run">Its number; a word of another run fails the test.</param>
    /// <param name="pauses">Taken one before each of the first frames, as a busy node does.</param>
    public async Task<(string Out, string Err, Exited End)> HearRunAsync(uint run, params TimeSpan[] pauses)
    {
        var (stdout, stderr) = (new MemoryStream(), new MemoryStream());
        for (var frames = 0; ; frames++)
        {
            if (frames < pauses.Length) await Task.Delay(pauses[frames], Stop);
            switch (await connection.ReadAsync(Stop))
            {
                case Stdout m when m.RunId == run: stdout.Write(m.Bytes.Span); break;
                case Stderr m when m.RunId == run: stderr.Write(m.Bytes.Span); break;
                case Exited m when m.RunId == run: return (Text(stdout), Text(stderr), m);
                case var other: throw new InvalidOperationException($"heard {other}");
            }
        }
    }

    public async Task<HandsMessage> HearAnyAsync() => (await connection.ReadAsync(Stop))!;

    /// <summary>Whether the hands have hung up; false after one more message.</summary>
    public async Task<bool> HearEndAsync() => await connection.ReadAsync(Stop) is null;

    private static string Text(MemoryStream bytes) => Encoding.Latin1.GetString(bytes.ToArray());
}
