namespace Mesh.Wire.Dns;

/// <summary>Writes a message; names that were written before become pointers (RFC 1035 §4.1.4).</summary>
internal sealed class DnsWriter
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<DnsName, int> _offsets = [];
    private readonly bool _compressServiceTargets;

    private DnsWriter(bool compressServiceTargets) => _compressServiceTargets = compressServiceTargets;

    /// <param name="message">A message of our own making; its size is the caller's care.</param>
    /// <param name="legacy">The asker is a plain DNS resolver, which may not expand a pointer in an SRV record (RFC 6762 §18.14).</param>
    public static byte[] Write(DnsMessage message, bool legacy = false)
    {
        var writer = new DnsWriter(compressServiceTargets: !legacy);
        writer.WriteMessage(message);
        return [.. writer._bytes];
    }

    /// <summary>A record's data without compression: what simultaneous probes are compared by (RFC 6762 §8.2).</summary>
    public static byte[] CanonicalData(DnsData data)
    {
        var writer = new DnsWriter(compressServiceTargets: false);
        if (data is DnsData.Pointer pointer) writer.WriteName(pointer.Target, compress: false);
        else writer.WriteData(data);
        return [.. writer._bytes];
    }

    private void WriteMessage(DnsMessage message)
    {
        WriteU16(message.Id);
        // A response is always authoritative (RFC 6762 §18.4).
        WriteU16((ushort)((message.IsResponse ? 0x8400 : 0) | (message.IsTruncated ? 0x0200 : 0)));
        WriteU16((ushort)message.Questions.Count);
        WriteU16((ushort)message.Answers.Count);
        WriteU16((ushort)message.Authorities.Count);
        WriteU16((ushort)message.Additionals.Count);
        foreach (var question in message.Questions) WriteQuestion(question);
        foreach (var record in message.Answers) WriteRecord(record);
        foreach (var record in message.Authorities) WriteRecord(record);
        foreach (var record in message.Additionals) WriteRecord(record);
    }

    private void WriteQuestion(DnsQuestion question)
    {
        WriteName(question.Name);
        WriteU16((ushort)question.Type);
        WriteU16((ushort)(question.WantsUnicast ? 0x8001 : 0x0001));
    }

    private void WriteRecord(DnsRecord record)
    {
        WriteName(record.Name);
        WriteU16((ushort)record.Type);
        WriteU16((ushort)(record.CacheFlush ? 0x8001 : 0x0001));
        WriteU16((ushort)(record.TtlSeconds >> 16));
        WriteU16((ushort)record.TtlSeconds);
        var lengthAt = _bytes.Count;
        WriteU16(0);
        WriteData(record.Data);
        var length = _bytes.Count - lengthAt - 2;
        _bytes[lengthAt] = (byte)(length >> 8);
        _bytes[lengthAt + 1] = (byte)length;
    }

    private void WriteData(DnsData data)
    {
        switch (data)
        {
            case DnsData.Address address:
                _bytes.AddRange(address.Value.GetAddressBytes());
                break;
            case DnsData.Pointer pointer:
                WriteName(pointer.Target);
                break;
            case DnsData.Service service:
                WriteU16(service.Priority);
                WriteU16(service.Weight);
                WriteU16(service.Port);
                WriteName(service.Target, _compressServiceTargets);
                break;
            case DnsData.Text text:
                _bytes.AddRange(text.Wire);
                break;
            case DnsData.Other other:
                _bytes.AddRange(other.Bytes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(data), data, "not a kind of record data");
        }
    }

    private void WriteName(DnsName name, bool compress = true)
    {
        for (; !name.IsRoot; name = name.Parent)
        {
            if (compress && _offsets.TryGetValue(name, out var offset))
            {
                WriteU16((ushort)(0xc000 | offset));
                return;
            }
            // A pointer has 14 bits.
            if (_bytes.Count < 0x4000) _offsets.TryAdd(name, _bytes.Count);
            var label = name.Wire.AsSpan(0, 1 + name.Wire[0]);
            foreach (var b in label) _bytes.Add(b);
        }
        _bytes.Add(0);
    }

    private void WriteU16(ushort value)
    {
        _bytes.Add((byte)(value >> 8));
        _bytes.Add((byte)value);
    }
}
