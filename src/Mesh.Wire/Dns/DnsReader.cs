using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Mesh.Wire.Dns;

/// <summary>
/// Reads a datagram that anyone may have sent. Pure; never throws for what the bytes say; its work is bounded by their number.
/// Questions and records of a class other than IN (and ANY in questions) are left out.
/// </summary>
internal sealed class DnsReader
{
    // Every pointer leads backwards, so a name ends in any case; the limit keeps thousands of names, each through
    // thousands of pointers, from costing seconds. Honest names need two or three.
    private const int MaxPointersPerName = 16;

    // A message of 9000 bytes can pretend to hold 800 records of full-length names; no honest one has a quarter of that.
    private const int MaxRecords = 512;

    private const ushort ClassMask = 0x7fff;
    private const ushort ClassIn = 1;
    private const ushort ClassAny = 255;

    private readonly byte[] _bytes;
    private readonly int _end;
    private int _at;

    private DnsReader(byte[] bytes, int length)
    {
        _bytes = bytes;
        _end = length;
    }

    public static bool TryRead(byte[] datagram, int length, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        return length <= DnsMessage.MaxBytes && length <= datagram.Length && new DnsReader(datagram, length).TryReadMessage(out message);
    }

    // RFC 1035 §4.1.1: u16 id | QR 1, opcode 4, AA 1, TC 1, RD 1, RA 1, Z 3, rcode 4 | u16 × 4 counts of questions, answers, authorities, additionals
    private bool TryReadMessage([NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        if (!TryReadU16(out var id) || !TryReadU16(out var flags)
            || !TryReadU16(out var questionCount) || !TryReadU16(out var answerCount)
            || !TryReadU16(out var authorityCount) || !TryReadU16(out var additionalCount)
            || questionCount + answerCount + authorityCount + additionalCount > MaxRecords
            || !TryReadQuestions(questionCount, out var questions)
            || !TryReadRecords(answerCount, out var answers)
            || !TryReadRecords(authorityCount, out var authorities)
            || !TryReadRecords(additionalCount, out var additionals))
            return false;
        message = new DnsMessage
        {
            Id = id,
            IsResponse = (flags & 0x8000) != 0,
            IsTruncated = (flags & 0x0200) != 0,
            IsOrdinary = (flags & 0x780f) == 0,
            Questions = questions,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals,
        };
        return true;
    }

    // RFC 1035 §4.1.2: name | u16 type | u16 class; the class's upper bit is QU (RFC 6762 §18.12)
    private bool TryReadQuestions(int count, out List<DnsQuestion> questions)
    {
        questions = [];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadName(out var name) || !TryReadU16(out var type) || !TryReadU16(out var rawClass)) return false;
            if ((rawClass & ClassMask) is ClassIn or ClassAny)
                questions.Add(new DnsQuestion(name, (DnsType)type, (rawClass & 0x8000) != 0));
        }
        return true;
    }

    // RFC 1035 §4.1.3: name | u16 type | u16 class | u32 ttl | u16 length | data; the class's upper bit is cache-flush (RFC 6762 §18.13)
    private bool TryReadRecords(int count, out List<DnsRecord> records)
    {
        records = [];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadName(out var name) || !TryReadU16(out var type) || !TryReadU16(out var rawClass)
                || !TryReadU16(out var ttlHigh) || !TryReadU16(out var ttlLow)
                || !TryReadU16(out var length) || length > _end - _at)
                return false;
            var dataEnd = _at + length;
            if ((rawClass & ClassMask) == ClassIn)
            {
                if (!TryReadData((DnsType)type, dataEnd, out var data) || _at != dataEnd) return false;
                records.Add(new DnsRecord(name, data, (uint)((ttlHigh << 16) | ttlLow), (rawClass & 0x8000) != 0));
            }
            _at = dataEnd;
        }
        return true;
    }

    private bool TryReadData(DnsType type, int end, [NotNullWhen(true)] out DnsData? data)
    {
        data = null;
        switch (type)
        {
            case DnsType.A when end - _at == 4:
            case DnsType.Aaaa when end - _at == 16:
                data = new DnsData.Address(new IPAddress(Take(end)));
                return true;
            case DnsType.A or DnsType.Aaaa:
                return false;
            case DnsType.Ptr:
                if (!TryReadName(out var pointer)) return false;
                data = new DnsData.Pointer(pointer);
                return true;
            case DnsType.Srv: // RFC 2782: u16 priority | u16 weight | u16 port | name
                if (!TryReadU16(out var priority) || !TryReadU16(out var weight) || !TryReadU16(out var port)
                    || !TryReadName(out var target)) return false;
                data = new DnsData.Service(priority, weight, port, target);
                return true;
            case DnsType.Txt:
                var text = Take(end);
                data = new DnsData.Text(text);
                return StringsFit(text);
            default:
                data = new DnsData.Other(type, Take(end));
                return true;
        }
    }

    /// <summary>Length-prefixed labels to the zero byte; a length of 0b11xxxxxx and the next byte are a pointer back (RFC 1035 §4.1.4).</summary>
    private bool TryReadName([NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        var wire = new byte[DnsName.MaxWireBytes];
        var (used, at, part, pointers, after) = (0, _at, _at, 0, -1);
        while (true)
        {
            if (at >= _end) return false;
            var length = _bytes[at];
            if (length == 0) break;
            if (length <= DnsName.MaxLabelBytes)
            {
                if (at + 1 + length > _end || used + 1 + length + 1 > DnsName.MaxWireBytes) return false;
                Array.Copy(_bytes, at, wire, used, 1 + length);
                used += 1 + length;
                at += 1 + length;
                continue;
            }
            if (length < 0xc0 || at + 1 >= _end || ++pointers > MaxPointersPerName) return false;
            var target = ((length & 0x3f) << 8) | _bytes[at + 1];
            if (after < 0) after = at + 2;
            // Only to before the labels that led here: a pointer forward or into them is how loops are made.
            if (target >= part) return false;
            at = part = target;
        }
        _at = after < 0 ? at + 1 : after;
        Array.Resize(ref wire, used);
        name = used == 0 ? DnsName.Root : new DnsName(wire);
        return true;
    }

    private static bool StringsFit(byte[] text)
    {
        var at = 0;
        while (at < text.Length) at += 1 + text[at];
        return at == text.Length;
    }

    private bool TryReadU16(out ushort value)
    {
        value = 0;
        if (_end - _at < 2) return false;
        value = (ushort)((_bytes[_at] << 8) | _bytes[_at + 1]);
        _at += 2;
        return true;
    }

    private byte[] Take(int end)
    {
        var taken = _bytes.AsSpan(_at, end - _at).ToArray();
        _at = end;
        return taken;
    }
}
