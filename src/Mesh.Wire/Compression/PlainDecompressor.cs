namespace Mesh.Wire.Compression;

/// <summary>The codec "none". Its stream has no end of its own; the lengths in SourceEnd and Result tell.</summary>
internal sealed class PlainDecompressor : Decompressor
{
    public PlainDecompressor(long maxOutputBytes)
        : base(maxOutputBytes)
    {
    }

    public override void Finish()
    {
    }

    public override void Dispose()
    {
    }

    protected override int Step(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        consumed = Math.Min(input.Length, output.Length);
        input.Slice(0, consumed).CopyTo(output);
        return consumed;
    }
}
