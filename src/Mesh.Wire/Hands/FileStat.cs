namespace Mesh.Wire.Hands;

internal enum FileStatType : byte
{
    Absent = 0,
    Regular = 1,
    Directory = 2,
    Other = 3,
}

/// <summary>The answer to one path of STAT; symbolic links are followed.</summary>
internal readonly record struct FileStat(FileStatType Type, uint Mode, ulong Size, ulong ModifiedNanoseconds);
