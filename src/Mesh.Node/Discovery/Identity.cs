using System.Globalization;
using System.Text;
using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>The two names a node claims: its instance, which people read, and its host, made of the node id so that it is nobody else's.</summary>
/// <remarks>
/// Not the machine's own host name: several nodes on one machine, and its avahi-daemon, would each announce that name with the
/// addresses they know and take the others' for a conflict.
/// </remarks>
internal sealed class Identity
{
    private readonly int _attempt;

    private Identity(string nodeId, string wish, int attempt)
    {
        _attempt = attempt;
        (NodeId, Wish) = (nodeId, wish);
        var suffix = attempt == 1 ? "" : "-" + attempt.ToString(CultureInfo.InvariantCulture);
        Label = Shorten(wish, DnsName.MaxLabelBytes - suffix.Length) + suffix;
        Instance = ServiceNames.Service.Prepend(Label);
        Host = ServiceNames.Local.Prepend("mesh-" + nodeId[..Math.Min(12, nodeId.Length)].ToLowerInvariant() + suffix);
    }

    public string NodeId { get; }

    public string Wish { get; }

    public string Label { get; }

    public DnsName Instance { get; }

    public DnsName Host { get; }

    public static Identity Of(Advertisement advertisement) =>
        new(advertisement.NodeId, advertisement.Name.Length == 0 ? "mesh" : advertisement.Name, attempt: 1);

    /// <summary>"name", "name-2", "name-3" (RFC 6762 §9).</summary>
    public Identity Next() => new(NodeId, Wish, _attempt + 1);

    // Cuts between characters, so that what is left is still text.
    private static string Shorten(string text, int maxBytes)
    {
        while (Encoding.UTF8.GetByteCount(text) > maxBytes)
            text = text[..^(text.Length > 1 && char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return text;
    }
}
