namespace Mesh.Testing;

/// <summary>A connection that breaks at its n-th write, as if the cable were pulled.</summary>
internal sealed class CutStream(Stream inner, int writesBefore) : Stream
{
    private int _writes;

    public bool IsCut { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_writes++ < writesBefore) return inner.WriteAsync(buffer, cancellationToken);
        IsCut = true;
        inner.Dispose();
        throw new IOException("the link is cut");
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("only asynchronous use");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("only asynchronous use");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
