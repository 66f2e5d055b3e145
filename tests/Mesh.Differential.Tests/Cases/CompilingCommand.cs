using System.Buffers.Binary;

namespace Mesh.Differential.Tests.Cases;

/// <summary>
/// Which commands count as compiles: those with which the bare compiler succeeds and leaves relocatable objects or assembly text, but nothing
/// linked. Queries, errors, links, preprocessing and checks leave no such file, nor does an object that goes to the standard output.
/// </summary>
internal static class CompilingCommand
{
    private const int TypeOffset = 16;
    private const int Relocatable = 1;

    public static bool Is(Outcome bare)
    {
        var made = bare.Files.Made().ToList();
        return bare.ExitCode == 0 && made.Exists(file => IsObject(file.Bytes) || IsAssembly(file.Name, file.Bytes)) && !made.Exists(file => IsElf(file.Bytes) && !IsObject(file.Bytes));
    }

    private static bool IsObject(byte[] bytes) => IsBitcode(bytes) || (IsElf(bytes) && (bytes[TypeOffset] == Relocatable || bytes[TypeOffset + 1] == Relocatable));

    private static bool IsElf(byte[] bytes) => bytes.Length > TypeOffset + 1 && BinaryPrimitives.ReadUInt32BigEndian(bytes) == 0x7f454c46;

    private static bool IsBitcode(byte[] bytes) => bytes.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(bytes) == 0x4243c0de;

    // Whatever its file is called, both compilers begin it with a directive.
    private static bool IsAssembly(string name, byte[] bytes) =>
        bytes.AsSpan().StartsWith("\t.file"u8) || bytes.AsSpan().StartsWith("\t.text"u8) || name.EndsWith(".s", StringComparison.Ordinal) || name.EndsWith(".ll", StringComparison.Ordinal);
}
