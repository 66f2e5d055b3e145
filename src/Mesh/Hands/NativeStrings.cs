using System.Runtime.InteropServices;

namespace Mesh.Hands;

/// <summary>A NULL-terminated array of C strings in unmanaged memory: what exec and spawn take. Bytes, for arguments need not be UTF-8.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly IntPtr _memory;

    public NativeStrings(IReadOnlyList<byte[]> strings)
    {
        var table = (strings.Count + 1) * sizeof(byte*);
        _memory = Marshal.AllocHGlobal(table + strings.Sum(s => s.Length + 1));
        var text = (byte*)_memory + table;
        for (var i = 0; i < strings.Count; i++)
        {
            Pointers[i] = text;
            strings[i].CopyTo(new Span<byte>(text, strings[i].Length));
            text[strings[i].Length] = 0;
            text += strings[i].Length + 1;
        }

        Pointers[strings.Count] = null;
    }

    public byte** Pointers => (byte**)_memory;

    public void Dispose() => Marshal.FreeHGlobal(_memory);
}
