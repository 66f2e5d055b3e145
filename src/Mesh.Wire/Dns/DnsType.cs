namespace Mesh.Wire.Dns;

/// <summary>Record types by their numbers on the wire; others travel as numbers without a name.</summary>
internal enum DnsType : ushort
{
    A = 1,
    Ptr = 12,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,
    Nsec = 47,

    /// <summary>In questions only: every type of the name.</summary>
    Any = 255,
}
