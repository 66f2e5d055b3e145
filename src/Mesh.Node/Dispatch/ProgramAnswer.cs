using System.Text;

namespace Mesh.Node.Dispatch;

/// <summary>What a program printed, as UTF-8, and how it ended.</summary>
/// <param name="most">Bytes of each stream that are kept: what is beyond makes an answer unusable, not the memory full.</param>
internal sealed class ProgramAnswer(int most)
{
    private readonly MemoryStream _out = new();
    private readonly MemoryStream _err = new();
    private bool _isTooLong;

    /// <summary>Whether it has ended.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether it ended well, with exit code 0.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Whether it ended well and said no more than it may.</summary>
    public bool Worked => Succeeded && !_isTooLong;

    public string Out => Text(_out);

    public string Err => Text(_err);

    public void AddOut(ReadOnlySpan<byte> bytes) => Add(_out, bytes);

    public void AddErr(ReadOnlySpan<byte> bytes) => Add(_err, bytes);

    public void End(bool succeeded) => (IsComplete, Succeeded) = (true, succeeded);

    private void Add(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        var room = most - (int)stream.Length;
        _isTooLong |= bytes.Length > room;
        stream.Write(bytes[..Math.Min(bytes.Length, room)]);
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
}
