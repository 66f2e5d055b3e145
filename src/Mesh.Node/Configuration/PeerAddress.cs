using System.Globalization;

namespace Mesh.Node.Configuration;

/// <summary>A node named by hand: <c>host</c>, <c>host:port</c>, <c>[v6]:port</c> or a bare IPv6 address.</summary>
internal sealed record PeerAddress(string Host, int Port)
{
    /// <summary>Assumed when only the host is given (MESH on a telephone's keys); that node then sets <c>"port": 6374</c>.</summary>
    public const int DefaultPort = 6374;

    public static bool TryParse(string text, out PeerAddress? address)
    {
        address = null;
        var (host, port) = Split(text);
        if (host.Length == 0 || host.Any(c => char.IsWhiteSpace(c) || c is '/' or '[' or ']')) return false;
        if (port is null)
        {
            address = new PeerAddress(host, DefaultPort);
            return true;
        }
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535) return false;
        address = new PeerAddress(host, number);
        return true;
    }

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']');
            if (end < 0) return ("", null);
            var rest = text.Substring(end + 1);
            return rest.Length == 0 ? (text.Substring(1, end - 1), null)
                : rest[0] == ':' ? (text.Substring(1, end - 1), rest.Substring(1)) : ("", null);
        }
        var colon = text.IndexOf(':');
        if (colon < 0 || text.IndexOf(':', colon + 1) >= 0) return (text, null);   // no port, or a bare IPv6 address
        return (text.Substring(0, colon), text.Substring(colon + 1));
    }
}
