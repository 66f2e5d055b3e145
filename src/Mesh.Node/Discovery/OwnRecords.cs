using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>The records of this node on one link. Immutable; replaced whenever name, advertisement or addresses change.</summary>
internal sealed class OwnRecords
{
    // RFC 6762 §10: records that hang on a host name or an address live 120 s, others 75 minutes.
    private const uint HostTtl = 120;
    private const uint OtherTtl = 4500;

    /// <summary>More addresses than a node dials, and few enough for one message.</summary>
    public const int MaxAddresses = 16;

    public static readonly IReadOnlyList<OwnKind> Kinds =
        [OwnKind.TypePointer, OwnKind.InstancePointer, OwnKind.Service, OwnKind.Text, OwnKind.Addresses];

    private readonly DnsRecord[][] _records;

    public OwnRecords(Identity identity, Advertisement advertisement, Link link)
    {
        (Instance, Host) = (identity.Instance, identity.Host);
        _records =
        [
            [new DnsRecord(ServiceNames.TypeEnumeration, new DnsData.Pointer(ServiceNames.Service), OtherTtl)],
            [new DnsRecord(ServiceNames.Service, new DnsData.Pointer(Instance), OtherTtl)],
            [new DnsRecord(Instance, new DnsData.Service(0, 0, (ushort)advertisement.Port, Host), HostTtl, CacheFlush: true)],
            [new DnsRecord(Instance, new DnsData.Text(ServiceText.Write(advertisement)), OtherTtl, CacheFlush: true)],
            [.. link.Addresses.Take(MaxAddresses).Select(address => new DnsRecord(Host, new DnsData.Address(WithoutScope(address)), HostTtl, CacheFlush: true))],
        ];
    }

    public DnsName Instance { get; }

    public DnsName Host { get; }

    public DnsRecord[] this[OwnKind kind] => _records[(int)kind];

    /// <summary>Everything, in the order of <see cref="OwnKind"/>.</summary>
    public IEnumerable<DnsRecord> All => _records.SelectMany(records => records);

    /// <summary>What must be ours alone: what probes propose and conflicts are about.</summary>
    public IEnumerable<DnsRecord> Unique => [.. this[OwnKind.Service], .. this[OwnKind.Text], .. this[OwnKind.Addresses]];

    public bool Claims(DnsName name) => name.Equals(Instance) || name.Equals(Host);

    public bool Says(DnsRecord record) => All.Any(record.IsSameAs);

    public IEnumerable<OwnKind> AskedFor(DnsQuestion question) =>
        Kinds.Where(kind => this[kind].Any(record => Answers(question, record)));

    public static bool Answers(DnsQuestion question, DnsRecord record) =>
        (question.Type == record.Type || question.Type == DnsType.Any) && question.Name.Equals(record.Name);

    /// <summary>What an asker of these will ask for next (RFC 6763 §12).</summary>
    public IEnumerable<OwnKind> AlongWith(ICollection<OwnKind> answers)
    {
        OwnKind[] more = answers.Contains(OwnKind.InstancePointer) ? [OwnKind.Service, OwnKind.Text, OwnKind.Addresses]
            : answers.Contains(OwnKind.Service) ? [OwnKind.Addresses] : [];
        return more.Where(kind => !answers.Contains(kind));
    }

    // A scope id is this machine's own number for the link; on the wire there is none, and records must compare equal.
    private static System.Net.IPAddress WithoutScope(System.Net.IPAddress address) => new(address.GetAddressBytes());
}
