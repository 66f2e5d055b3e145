namespace Mesh.Node.Facts;

/// <summary>A file that holds what could be found out again: written beside its place and renamed over it, so that a reader never sees half of one.</summary>
internal static class KeptFile
{
    /// <summary>Null, or why it could not be written; then what stood there stays.</summary>
    public static string? Write(string path, byte[] content)
    {
        var beside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(beside, content);
            File.Move(beside, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            return e.Message;
        }
    }
}
