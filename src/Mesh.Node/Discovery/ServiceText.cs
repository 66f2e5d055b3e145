using System.Globalization;
using System.Text;

namespace Mesh.Node.Discovery;

/// <summary>An <see cref="Advertisement"/> as the strings of a TXT record (RFC 6763 §6), and back.</summary>
internal static class ServiceText
{
    /// <summary>So that pointer, service, text and addresses share one Ethernet frame (RFC 6763 §6.2).</summary>
    public const int MaxBytes = 1300;

    // Of the keys that we read; a TXT record may carry others.
    private const int MaxTargets = 64;
    private const int MaxSlots = 65535;
    private const int MaxStringBytes = 255;

    public static byte[] Write(Advertisement advertisement)
    {
        var wire = new List<byte>();
        // txtvers comes first and tells this layout from a later one (RFC 6763 §6.7).
        Add(wire, "txtvers=1");
        Add(wire, $"v={Number(advertisement.ProtocolVersion)}");
        Add(wire, $"id={advertisement.NodeId}");
        Add(wire, $"arch={advertisement.Arch}");
        Add(wire, $"slots={Number(advertisement.Slots)}");
        Add(wire, $"free={Number(advertisement.FreeSlots)}");
        if (advertisement.KeyFingerprint is { } fingerprint) Add(wire, $"fp={fingerprint}");
        var n = 0;
        foreach (var target in advertisement.Targets.Take(MaxTargets))
        {
            if (!Add(wire, $"t{Number(n + 1)}={target.Triplet} {target.Compiler} {target.Version}")) break;
            n++;
        }
        return [.. wire];
    }

    /// <summary>Null when this is not the text of a node, or holds what no node writes.</summary>
    public static Advertisement? Read(byte[] wire, string name, int port)
    {
        var keys = Keys(wire);
        if (keys is null || keys.GetValueOrDefault("txtvers") != "1") return null;
        if (!keys.TryGetValue("id", out var id) || id.Length is 0 or > 64 || !id.All(IsHex)) return null;
        if (ReadNumber(keys, "v") is not { } version || ReadNumber(keys, "slots") is not { } slots || ReadNumber(keys, "free") is not { } free)
            return null;
        return new Advertisement
        {
            NodeId = id,
            Name = name,
            Port = port,
            Arch = keys.GetValueOrDefault("arch", ""),
            Slots = slots,
            FreeSlots = Math.Min(free, slots),
            Targets = ReadTargets(keys),
            ProtocolVersion = version,
            KeyFingerprint = keys.GetValueOrDefault("fp"),
        };
    }

    private static List<AdvertisedTarget> ReadTargets(Dictionary<string, string> keys)
    {
        var targets = new List<AdvertisedTarget>();
        for (var n = 1; n <= MaxTargets && keys.TryGetValue($"t{Number(n)}", out var text); n++)
        {
            var parts = text.Split(' ');
            if (parts.Length == 3 && parts.All(part => part.Length > 0)) targets.Add(new AdvertisedTarget(parts[0], parts[1], parts[2]));
        }
        return targets;
    }

    // RFC 6763 §6.4: "key=value" in printable ASCII, keys without case, the first of two equal keys counts.
    private static Dictionary<string, string>? Keys(byte[] wire)
    {
        if (wire.Length > MaxBytes) return null;
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < wire.Length; at += 1 + wire[at])
        {
            var text = Encoding.ASCII.GetString(wire, at + 1, wire[at]);
            var split = text.IndexOf('=');
            // Values end up on terminals; what is not printable is not ours.
            if (split > 0 && text.All(c => c is >= ' ' and < (char)127)) keys.TryAdd(text[..split], text[(split + 1)..]);
        }
        return keys;
    }

    private static int? ReadNumber(Dictionary<string, string> keys, string key) =>
        keys.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= MaxSlots ? number : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static bool Add(List<byte> wire, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length > MaxStringBytes || wire.Count + 1 + bytes.Length > MaxBytes) return false;
        wire.Add((byte)bytes.Length);
        wire.AddRange(bytes);
        return true;
    }
}
