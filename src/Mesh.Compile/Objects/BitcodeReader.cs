using System.Text;

namespace Mesh.Compile.Objects;

/// <summary>
/// Reads as much of LLVM's bitstream format (LLVM docs, "BitCodeFormat") as leads to the target triplet: blocks are skipped by
/// their lengths, and the module's own records up to the triplet need no abbreviation.
/// </summary>
internal ref struct BitcodeReader(ReadOnlySpan<byte> file)
{
    private const uint EndBlock = 0, EnterBlock = 1, UnabbreviatedRecord = 3;
    private const uint ModuleBlock = 8, TripletRecord = 2;
    private const int LongestTriplet = 100;

    private readonly ReadOnlySpan<byte> _file = file;
    private long _bit = 32;

    public string? FindTriplet()
    {
        // The outermost stream has abbreviation numbers of 2 bits; the module block says how wide its own are.
        uint width = 2;
        bool inModule = false;
        while (_bit + width <= _file.Length * 8L)
        {
            switch (Read((int)width))
            {
                case EnterBlock:
                    uint block = ReadVariable(8);
                    uint inner = ReadVariable(4);
                    Align();
                    long words = Read(32);
                    if (block == ModuleBlock && !inModule && inner is > 1 and <= 32)
                    {
                        inModule = true;
                        width = inner;
                    }
                    else
                    {
                        _bit += words * 32;
                    }

                    break;
                case UnabbreviatedRecord when inModule:
                    if (ReadRecord() is { } triplet)
                    {
                        return triplet;
                    }

                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private string? ReadRecord()
    {
        uint code = ReadVariable(6);
        uint count = ReadVariable(6);
        bool isTriplet = code == TripletRecord && count is > 0 and <= LongestTriplet;
        var text = new StringBuilder();
        for (uint i = 0; i < count && _bit < _file.Length * 8L; i++)
        {
            uint value = ReadVariable(6);
            if (isTriplet)
            {
                text.Append((char)(value & 0x7F));
            }
        }

        return isTriplet ? text.ToString() : null;
    }

    private void Align() => _bit = (_bit + 31) / 32 * 32;

    // Beyond the end there are zeroes, which no loop above takes for progress.
    private uint Read(int bits)
    {
        uint value = 0;
        for (int i = 0; i < bits; i++, _bit++)
        {
            int at = (int)Math.Min(_bit / 8, int.MaxValue);
            if (at < _file.Length && (_file[at] >> (int)(_bit % 8) & 1) != 0)
            {
                value |= 1u << i;
            }
        }

        return value;
    }

    private uint ReadVariable(int bits)
    {
        uint value = 0, more = 1u << (bits - 1);
        for (int shift = 0; shift < 32; shift += bits - 1)
        {
            uint piece = Read(bits);
            value |= (piece & (more - 1)) << shift;
            if ((piece & more) == 0)
            {
                break;
            }
        }

        return value;
    }
}
