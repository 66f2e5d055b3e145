namespace Mesh.Node.Facts;

/// <summary>Remembers so many things and no more: for a new one the one goes that was not asked for the longest.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly object _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _places = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new(); // the latest first

    public bool TryGet(TKey key, out TValue? value)
    {
        lock (_gate)
        {
            var isKnown = _places.TryGetValue(key, out var place);
            if (isKnown) MoveToFront(place!);
            value = isKnown ? place!.Value.Value : default;
            return isKnown;
        }
    }

    public TValue Keep(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_places.TryGetValue(key, out var place)) _order.Remove(place);
            _places[key] = _order.AddFirst((key, value));
            if (_places.Count > most)
            {
                _places.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }

            return value;
        }
    }

    private void MoveToFront(LinkedListNode<(TKey Key, TValue Value)> place)
    {
        _order.Remove(place);
        _order.AddFirst(place);
    }
}
