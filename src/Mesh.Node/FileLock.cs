using System.Runtime.InteropServices;

namespace Mesh.Node;

/// <summary>Says which process owns something on disk, for as long as that process lives. The file itself stays: removing it would let two
/// processes lock two files of one name.</summary>
internal sealed class FileLock : IDisposable
{
    /// <summary>EWOULDBLOCK of flock(2), which .NET reports as it came, or by Windows' name for it.</summary>
    private const int TryAgain = 11;
    private const int SharingViolation = 0x20;

    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Null when another process holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        // Shared as far as Mono goes, which has its own, in-process idea of sharing; .NET asks flock itself, for a shared lock.
        if (Open(path) is not { } file)
        {
            return null;
        }

        if (Flock((int)file.SafeFileHandle.DangerousGetHandle(), LockExclusive | LockNonBlocking) != 0)
        {
            file.Dispose();
            return null;
        }

        return new FileLock(file);
    }

    /// <summary>Closes a directory to all but its owner.</summary>
    public static void MakePrivate(string directory) => SetMode(directory, 0x1C0); // 0700

    /// <exception cref="IOException">The mode cannot be set.</exception>
    public static void SetMode(string path, uint mode)
    {
        if (Chmod(path, mode) != 0)
        {
            throw new IOException($"the mode of {path} cannot be set");
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is TryAgain or SharingViolation)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "flock")]
    private static extern int Flock(int descriptor, int operation);

    [DllImport("libc", EntryPoint = "chmod", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Chmod(string path, uint mode);
}
