using System.Net;

namespace Mesh.Node.Transport;

/// <summary>Bounds what strangers can tie up: connections served at once, all together and from one address.</summary>
internal sealed class ConnectionQuota(int most, int mostPerAddress)
{
    private readonly object _gate = new();
    private readonly Dictionary<IPAddress, int> _open = [];
    private int _all;

    public bool TryEnter(IPAddress from)
    {
        lock (_gate)
        {
            var known = _open.TryGetValue(from, out var count);
            if (_all >= most || count >= mostPerAddress)
            {
                return false;
            }

            _all++;
            _open[from] = known ? count + 1 : 1;
            return true;
        }
    }

    public void Leave(IPAddress from)
    {
        lock (_gate)
        {
            _all--;
            if (--_open[from] == 0)
            {
                _open.Remove(from);
            }
        }
    }
}
