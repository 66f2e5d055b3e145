using System.Security.Cryptography;
using System.Text;

namespace Mesh.Node.Facts;

/// <summary>
/// Keeps on disk what compilers said of themselves, a file for each question, named after it: the question names who asked, and the compiler's file with its
/// size and time, so an old answer, or one that another user's process gave, is never found. Whatever is missing or spoilt is asked again.
/// </summary>
internal sealed class FactsShelf(string directory)
{
    /// <summary>Answers kept, at about 60 KiB each; a build asks for a handful. For a new one the oldest goes.</summary>
    private const int MostAnswers = 128;

    /// <summary>Ends the macros; what follows are the target options. No compiler prints it.</summary>
    private const char Separator = '\0';

    public (string Macros, string Options)? Find(string question)
    {
        try
        {
            var file = FileOf(question);
            if (!File.Exists(file)) return null;
            var parts = File.ReadAllText(file).Split(Separator);
            if (parts is not [var asked, var macros, var options, ""] || asked != Name(question)) return null;
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow); // used: others are older
            return (macros, options);
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
            foreach (var file in files.OrderByDescending(File.GetLastWriteTimeUtc).Skip(MostAnswers - 1)) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it grows by one more.
        }
    }

    private string FileOf(string question) => Path.Combine(directory, Name(question));

    // Users choose what is asked: nobody must be able to make a question that shares its name with another's.
    private static string Name(string question)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(question)).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
