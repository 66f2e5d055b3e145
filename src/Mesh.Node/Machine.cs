using System.Runtime.InteropServices;
using System.Text;

namespace Mesh.Node;

/// <summary>What the kernel says this machine is.</summary>
internal static class Machine
{
    /// <summary>Bytes of each field of Linux' struct utsname: sysname, nodename, release, version, machine, domainname.</summary>
    private const int FieldBytes = 65;

    /// <summary>As <c>uname -m</c> prints it; <c>unknown</c> where there is no uname.</summary>
    public static string Architecture { get; } = Read();

    private static string Read()
    {
        var names = new byte[FieldBytes * 6];
        if (Uname(names) != 0)
        {
            return "unknown";
        }

        var machine = names.AsSpan(FieldBytes * 4, FieldBytes);
        return Encoding.ASCII.GetString(machine[..machine.IndexOf((byte)0)]);
    }

    [DllImport("libc", EntryPoint = "uname")]
    private static extern int Uname(byte[] names);
}
