namespace Mesh.Node.Dispatch;

/// <summary>
/// A compiler of this node under the name by which a caller knows it: a clang takes its target from that name (<c>aarch64-linux-gnu-clang</c> is a link to the
/// same file as <c>clang</c>). The caller's own path is not run: it may lead elsewhere by then, and this node may be root's.
/// </summary>
/// <param name="File">The program, which this node has found itself.</param>
/// <param name="Name">What it is called.</param>
internal sealed record CalledCompiler(string File, string Name)
{
    /// <summary>What to run, a link in that directory where the name is not the file's own.</summary>
    public string In(string directory)
    {
        if (Name == Path.GetFileName(File))
        {
            return File;
        }

        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "called")).FullName, Name);
        System.IO.File.CreateSymbolicLink(link, File);
        return link;
    }
}
