namespace Mesh.Wire.Hands;

/// <summary>Which file the compiler really is, as seen in the caller's own root: a changed one is another toolchain.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, ulong Size, ulong ModifiedNanoseconds);
