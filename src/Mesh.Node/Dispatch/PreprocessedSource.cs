using Mesh.Wire;
using Mesh.Wire.Compression;

namespace Mesh.Node.Dispatch;

/// <summary>
/// A preprocessed source as it travels: compressed once, while it is being produced, and kept until the job is done, so that another
/// peer can be sent the same without preprocessing again. One writer; readers start at the first chunk and wait for more.
/// </summary>
internal sealed class PreprocessedSource : IDisposable
{
    /// <summary>Some of a text.</summary>
    public delegate void TakePiece(ReadOnlySpan<byte> text);

    private const int PieceBytes = 64 * 1024;

    private readonly object _gate = new();
    private readonly List<byte[]> _chunks = [];
    private readonly PooledBuffer _compressed = new(WireLimits.MaxChunkBytes);
    private readonly ICompressor _compressor;
    private readonly Digest _digest = new();
    private TaskCompletionSource<bool> _more = NewSignal();
    private bool _complete;

    public PreprocessedSource(string codec)
    {
        Codec = codec;
        _compressor = Codecs.CreateCompressor(codec);
    }

    public string Codec { get; }

    /// <summary>Bytes before compression.</summary>
    public long Length { get; private set; }

    /// <summary>XXH64 of the carried bytes; known once the source is complete.</summary>
    public ulong Digest { get; private set; }

    /// <summary>What the preprocessor had to say; known once the source is complete.</summary>
    public ReadOnlyMemory<byte> Said { get; private set; }

    /// <summary>Whether the whole compiler would say all of that, as it stands there.</summary>
    public bool SaidIsCertain { get; private set; } = true;

    /// <summary>Whether the text may turn warnings on and off by <c>_Pragma</c>, which only a compiler heeds.</summary>
    public bool MayTurnWarningsOff { get; private set; }

    public void Append(ReadOnlySpan<byte> text)
    {
        Length += text.Length;
        _compressor.Compress(text, _compressed, end: false);
        if (_compressed.Length >= WireLimits.MaxChunkBytes / 2)
        {
            Publish(complete: false);
        }
    }

    public void Complete(ReadOnlyMemory<byte> said = default, bool saidIsCertain = true, bool mayTurnWarningsOff = false)
    {
        Said = said;
        SaidIsCertain = saidIsCertain;
        MayTurnWarningsOff = mayTurnWarningsOff;
        _compressor.Compress([], _compressed, end: true);
        Publish(complete: true);
    }

    /// <summary>The chunk of that index as soon as it exists; null behind the last one.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(int index, CancellationToken cancel)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (index < _chunks.Count)
                {
                    return _chunks[index];
                }

                if (_complete)
                {
                    return null;
                }

                more = _more.Task;
            }

            await Cancellable(more, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Hands the whole text to <paramref name="take"/> once more, in pieces. For a source that is complete.</summary>
    public void Read(TakePiece take)
    {
        using var decompressor = Codecs.CreateDecompressor(Codec, WireLimits.MaxSourceBytes);
        var piece = new byte[PieceBytes];
        foreach (var chunk in _chunks)
        {
            decompressor.Feed(chunk);
            for (int length; (length = decompressor.Read(piece)) > 0;)
            {
                take(piece.AsSpan(0, length));
            }
        }
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _compressed.Dispose();
    }

    private void Publish(bool complete)
    {
        TaskCompletionSource<bool> arrived;
        lock (_gate)
        {
            for (var at = 0; at < _compressed.Length; at += WireLimits.MaxChunkBytes)
            {
                var chunk = _compressed.Span.Slice(at, Math.Min(WireLimits.MaxChunkBytes, _compressed.Length - at)).ToArray();
                _digest.Append(chunk);
                _chunks.Add(chunk);
            }

            _compressed.Clear();
            _complete = complete;
            if (complete)
            {
                Digest = _digest.Finish();
            }

            (arrived, _more) = (_more, NewSignal());
        }

        arrived.SetResult(true);
    }

    private static async Task Cancellable(Task task, CancellationToken cancel)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancel.Register(() => cancelled.TrySetCanceled(cancel)))
        {
            await (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
