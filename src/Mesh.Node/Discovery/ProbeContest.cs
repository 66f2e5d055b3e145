using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>Who gets a name that two nodes probe for at the same time (RFC 6762 §8.2).</summary>
internal static class ProbeContest
{
    /// <summary>Negative: ours come first in the order of RFC 6762 §8.2 and lose. Zero: the same records, so no contest.</summary>
    public static int Compare(IEnumerable<DnsRecord> ours, IEnumerable<DnsRecord> theirs)
    {
        var (left, right) = (Sorted(ours), Sorted(theirs));
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
            if (CompareRecords(left[i], right[i]) is var order and not 0) return order;
        return left.Count.CompareTo(right.Count);
    }

    private static List<(DnsType Type, byte[] Data)> Sorted(IEnumerable<DnsRecord> records)
    {
        var sorted = records.Select(record => (record.Type, DnsWriter.CanonicalData(record.Data))).ToList();
        sorted.Sort(CompareRecords);
        return sorted;
    }

    // The class would come first; every record that we read or write is of class IN.
    private static int CompareRecords((DnsType Type, byte[] Data) left, (DnsType Type, byte[] Data) right) =>
        left.Type != right.Type ? left.Type.CompareTo(right.Type) : left.Data.AsSpan().SequenceCompareTo(right.Data);
}
