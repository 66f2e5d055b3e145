using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Mesh.Wire.Compression;

/// <summary>Keeps native codec states between payloads: to create one costs more than to compress a small source.</summary>
internal sealed class NativePool<T>
    where T : SafeHandle
{
    /// <summary>States kept; each holds one to two MiB, and no machine we know compresses more streams at once for long.</summary>
    private const int MaxKept = 8;

    private readonly ConcurrentBag<T> _idle = [];
    private readonly Func<T> _create;

    public NativePool(Func<T> create)
    {
        _create = create;
    }

    public T Rent() => _idle.TryTake(out var handle) ? handle : _create();

    /// <summary>Takes a state back that is as good as new.</summary>
    public void Return(T handle)
    {
        if (_idle.Count < MaxKept)
            _idle.Add(handle);
        else
            handle.Dispose();
    }
}
