using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Makes assemblies bind to Mono 6.8's base library. That was compiled by mcs, which did not write modreq(InAttribute) on
/// methods that return "ref readonly"; ReadOnlySpan's indexer and pinning are such methods. A reference that carries the
/// modifier, as Roslyn writes it, ends in a MissingMethodException there. So the modifier is taken out of the signatures, in
/// the #Blob heap (ECMA-335 §II.24.2), of definitions and references alike. Doing it twice changes nothing.
/// </summary>
public sealed class BindOnMono : Task
{
    private const byte RequiredModifier = 0x1f;   // ELEMENT_TYPE_CMOD_REQD
    private const byte ByRef = 0x10;              // ELEMENT_TYPE_BYREF

    [Required]
    public ITaskItem[] Assemblies { get; set; }

    public override bool Execute()
    {
        foreach (var assembly in Assemblies)
        {
            string path = assembly.GetMetadata("FullPath");
            byte[] image = File.ReadAllBytes(path);
            int changed = Rewrite(image);
            if (changed == 0)
                continue;
            File.WriteAllBytes(path, image);
            Log.LogMessage(MessageImportance.Low, "{0}: {1} signatures", path, changed);
        }
        return true;
    }

    private static int Rewrite(byte[] image)
    {
        int changed = 0;
        if (!FindBlobHeap(image, out int position, out int end))
            return 0;
        while (position < end)
        {
            int header = CompressedSize(image[position]);
            int length = CompressedValue(image, position, header);
            if (header == 1 && Shorten(image, position, length))
                changed++;   // what is left of the old signature is a blob of its own now
            else
                position += header + length;
        }
        return changed;
    }

    // method signature: calling convention | parameter count | CMOD_REQD token BYREF type ... (ECMA-335 §II.23.2.1)
    private static bool Shorten(byte[] image, int blob, int length)
    {
        int signature = blob + 1;
        if (length < 6 || (image[signature] & 0x0f) != 0 || image[signature + 1] >= 0x80 || image[signature + 2] != RequiredModifier)
            return false;
        int removed = 1 + CompressedSize(image[signature + 3]);
        if (image[signature + 2 + removed] != ByRef)
            return false;
        Buffer.BlockCopy(image, signature + 2 + removed, image, signature + 2, length - 2 - removed);
        image[blob] = (byte)(length - removed);
        int rest = signature + length - removed;
        Array.Clear(image, rest, removed);
        image[rest] = (byte)(removed - 1);   // keeps the heap a list of blobs
        return true;
    }

    private static bool FindBlobHeap(byte[] image, out int start, out int end)
    {
        start = end = 0;
        int root = IndexOf(image, Encoding.ASCII.GetBytes("BSJB"));   // the metadata root's signature
        if (root < 0)
            return false;
        int position = root + 16 + BitConverter.ToInt32(image, root + 12);
        int streams = BitConverter.ToUInt16(image, position + 2);
        position += 4;
        for (int i = 0; i < streams; i++)
        {
            int nameEnd = Array.IndexOf(image, (byte)0, position + 8);
            if (Encoding.ASCII.GetString(image, position + 8, nameEnd - position - 8) == "#Blob")
            {
                start = root + BitConverter.ToInt32(image, position);
                end = start + BitConverter.ToInt32(image, position + 4);
                return true;
            }
            position += 8 + ((nameEnd - position - 8) / 4 + 1) * 4;
        }
        return false;
    }

    private static int IndexOf(byte[] image, byte[] what)
    {
        for (int i = 0; i + what.Length <= image.Length; i++)
        {
            int same = 0;
            while (same < what.Length && image[i + same] == what[same])
                same++;
            if (same == what.Length)
                return i;
        }
        return -1;
    }

    private static int CompressedSize(byte first) => first < 0x80 ? 1 : first < 0xc0 ? 2 : 4;

    private static int CompressedValue(byte[] image, int at, int size) => size switch
    {
        1 => image[at],
        2 => ((image[at] & 0x3f) << 8) | image[at + 1],
        _ => ((image[at] & 0x1f) << 24) | (image[at + 1] << 16) | (image[at + 2] << 8) | image[at + 3],
    };
}
