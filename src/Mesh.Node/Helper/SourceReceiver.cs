using System.Buffers;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Compile.Messages;
using Mesh.Compile.Objects;
using Mesh.Node.Sandbox;
using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>Passes a job's source from the wire to the compiler's stdin, or where its files are kept, while it arrives, and proves that it is whole. For one job.</summary>
internal sealed class SourceReceiver : IDisposable
{
    /// <summary>A pipe takes 64 KiB at a time on Linux.</summary>
    private const int PieceBytes = 64 * 1024;

    private static readonly JobOutcome HungUp = new JobOutcome.Cancelled("the client hung up while it sent the source");

    private readonly JobConversation _talk;
    private readonly Stream _compiler;
    private readonly JobLimits _limits;
    private readonly IDecompressor _decompressor;
    private readonly SourceScan? _scan;
    private readonly IReadOnlyList<ITextScan> _scans;
    private readonly MarkerLines? _markers;
    private readonly Digest _digest = new();
    private readonly byte[] _carried = ArrayPool<byte>.Shared.Rent(WireLimits.MaxChunkBytes);
    private readonly byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
    private readonly long _most;
    private long _carriedBytes;
    private bool _compilerListens = true;

    public SourceReceiver(JobConversation talk, Job job, CompilerOrder order, MarkerRenamer? renamer, Stream compiler, JobLimits limits)
    {
        _talk = talk;
        _markers = renamer?.Lines() ?? (IsExpandedByGcc(order) ? new MarkerLines(new ExpansionMarkers().Plain) : null);
        _compiler = compiler;
        _limits = limits;
        _most = order.Mode == PreprocessMode.SourceTree ? WireLimits.MaxTreeBytes : WireLimits.MaxSourceBytes;
        _decompressor = Codecs.CreateDecompressor(job.Codec, _most);
        if (order.Mode == PreprocessMode.SourceTree)
        {
            _scans = []; // no text
            return;
        }

        _scan = new SourceScan(order.Mode, job.Env.Any(entry => entry.StartsWith("SOURCE_DATE_EPOCH=", StringComparison.Ordinal)));
        _scans = TextScans.For(order.Toolchain.Identity.Family, order.Mode, job.Options);
    }

    /// <summary>Bytes of source so far.</summary>
    public long Length => _decompressor.Produced;

    /// <summary>Null when all of the source is with the compiler, and is what the client sent; else how the job ends.</summary>
    public async Task<JobOutcome?> ReceiveAsync(CancellationToken cancel)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (true)
            {
                idle.CancelAfter(_limits.Sending);
                if (await _talk.NextAsync(idle.Token).ConfigureAwait(false) is not { } frame) return HungUp;
                switch (frame.Kind)
                {
                    case MessageKind.SourceChunk:
                        if (await FeedAsync(frame, cancel).ConfigureAwait(false) is { } ended) return ended;
                        break;
                    case MessageKind.SourceEnd:
                        return Conclude(SourceEnd.Decode(frame.Body)) ?? await HandOverRestAsync(cancel).ConfigureAwait(false);
                    default:
                        throw new ProtocolException($"a {frame.Kind} frame where source belongs");
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new JobOutcome.Abandoned($"no source for {_limits.Sending.TotalSeconds:0} s");
        }
    }

    public void Dispose()
    {
        _decompressor.Dispose();
        ArrayPool<byte>.Shared.Return(_carried);
        ArrayPool<byte>.Shared.Return(_piece);
    }

    private async Task<JobOutcome?> FeedAsync(Frame frame, CancellationToken cancel)
    {
        // A copy, because the next frame may already be read into the reader's buffer while the compiler takes this one.
        var count = TakeCarried(SourceChunk.Decode(frame.Body).Bytes.Span);
        _decompressor.Feed(_carried.AsMemory(0, count));
        int length;
        while ((length = _decompressor.Read(_piece.AsSpan(0, PieceBytes))) > 0)
        {
            var text = _markers?.Edit(_piece.AsSpan(0, length)) ?? _piece.AsMemory(0, length);
            if (Unfit(text.Span) is { } unfit) return Unfitting(unfit);
            if (await HandOverAsync(text, cancel).ConfigureAwait(false) is { } ended) return ended;
        }

        return null;
    }

    private async Task<JobOutcome?> HandOverRestAsync(CancellationToken cancel)
    {
        var rest = _markers?.Rest() ?? ReadOnlyMemory<byte>.Empty;
        return (Unfit(rest.Span) ?? _scan?.UnfitAtEnd()) is { } unfit ? Unfitting(unfit) : await HandOverAsync(rest, cancel).ConfigureAwait(false);
    }

    private static bool IsExpandedByGcc(CompilerOrder order) => order.Toolchain.Identity.Family == CompilerFamily.Gcc && order.Mode == PreprocessMode.Full;

    private static JobOutcome.Refused Unfitting(string why) => new(new Refusal(RefusalReason.Unfit, why));

    private string? Unfit(ReadOnlySpan<byte> piece)
    {
        string? found = null;
        foreach (var scan in _scans)
        {
            scan.Feed(piece);
            found ??= scan.Found;
        }

        return found ?? _scan?.Unfit(piece);
    }

    private int TakeCarried(ReadOnlySpan<byte> bytes)
    {
        _carriedBytes += bytes.Length;
        if (_carriedBytes > WireLimits.MaxCarriedBytes(_most)) throw new ProtocolException($"a source carried in more than {_carriedBytes} bytes");
        _digest.Append(bytes);
        bytes.CopyTo(_carried);
        return bytes.Length;
    }

    private async Task<JobOutcome?> HandOverAsync(ReadOnlyMemory<byte> text, CancellationToken cancel)
    {
        if (!_compilerListens) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var handedOver = _compiler.WriteAsync(text, patience.Token).AsTask();
        if (handedOver.IsCompletedSuccessfully) return null;
        patience.CancelAfter(_limits.Reading);
        try
        {
            if (!await _talk.StaysWhileFeedingAsync(handedOver).ConfigureAwait(false)) return HungUp;
            await handedOver.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The compiler has ended without reading all of its input. Its exit says why; the rest of the source is only checked.
            _compilerListens = false;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new JobOutcome.Refused(new Refusal(RefusalReason.Internal, $"the compiler read nothing for {_limits.Reading.TotalSeconds:0} s"));
        }

        return null;
    }

    private JobOutcome? Conclude(SourceEnd end)
    {
        if (end.Cancelled) return new JobOutcome.Cancelled("the client cancelled it");
        _decompressor.Finish();
        if (end.Length != _decompressor.Produced) throw new ProtocolException($"a source of {_decompressor.Produced} bytes where {end.Length} were announced");
        if (end.Digest != _digest.Finish()) throw new ProtocolException("a source that does not match its digest");
        return null;
    }
}
