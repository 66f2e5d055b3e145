namespace Mesh.Wire.Dns;

/// <summary>One query or response. Written by <see cref="DnsWriter"/>, read by <see cref="DnsReader"/>.</summary>
internal sealed record DnsMessage
{
    /// <summary>Bytes of one multicast DNS message with all headers (RFC 6762 §17).</summary>
    public const int MaxBytes = 9000;

    /// <summary>Zero in multicast; a legacy query's own in the answer to it (RFC 6762 §18.1).</summary>
    public ushort Id { get; init; }

    public bool IsResponse { get; init; }

    /// <summary>More known answers follow in another message (RFC 6762 §7.2).</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Opcode and response code, which are both zero in all that multicast DNS hears (RFC 6762 §18.3, §18.11).</summary>
    public bool IsOrdinary { get; init; } = true;

    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];
}
