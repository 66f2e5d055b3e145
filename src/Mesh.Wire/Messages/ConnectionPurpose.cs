namespace Mesh.Wire.Messages;

/// <summary>What the side that connected wants of a connection; the other side's Hello repeats it.</summary>
internal enum ConnectionPurpose
{
    /// <summary>Carries State from the helper while it lasts.</summary>
    Control = 1,

    /// <summary>Carries jobs, one after the other.</summary>
    Jobs = 2,
}
