using System.Text;
using Mesh.Wire;

namespace Mesh.Node.Facts;

/// <summary>
/// Keeps on disk what compilers said of themselves, a file for each question, named after it: the question names the compiler's file with its size and
/// time, so an old answer is never found. Whatever is missing or spoilt is asked again.
/// </summary>
internal sealed class FactsShelf(string directory)
{
    /// <summary>Answers kept, at about 60 KiB each; a build asks for a handful. Beyond that the shelf is cleared.</summary>
    private const int MostAnswers = 256;

    /// <summary>Ends the macros; what follows are the target options. No compiler prints it.</summary>
    private const char Separator = '\0';

    public (string Macros, string Options)? Find(string question)
    {
        try
        {
            var file = FileOf(question);
            var parts = File.Exists(file) ? File.ReadAllText(file).Split(Separator) : [];
            return parts is [var asked, var macros, var options, ""] && asked == Name(question) ? (macros, options) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // What cannot be kept is asked again after the next start; a full or unwritable disk shows elsewhere.
    public void Keep(string question, string macros, string options)
    {
        MakeRoom();
        KeptFile.Write(FileOf(question), Encoding.UTF8.GetBytes(string.Join(Separator, [Name(question), macros, options, ""])));
    }

    private void MakeRoom()
    {
        try
        {
            var files = Directory.Exists(directory) ? Directory.GetFiles(directory) : [];
            foreach (var file in files.Length < MostAnswers ? [] : files) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it grows by one more.
        }
    }

    private string FileOf(string question) => Path.Combine(directory, Name(question));

    // 128 bits, so that no two questions ever share a name.
    private static string Name(string question) => Digest.Name(question) + Digest.Name("facts " + question);
}
