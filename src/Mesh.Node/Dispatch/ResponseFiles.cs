using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Puts what response files say in the place of <c>@file</c>, as the drivers do before they look at anything else. The hands read them.</summary>
internal static class ResponseFiles
{
    /// <summary>Files of one command; real commands have one or two. Also what ends a file that names itself.</summary>
    private const int MostFiles = 32;

    /// <summary>Bytes of one file. The longest of large projects' link commands are below a megabyte.</summary>
    private const int MostBytes = 4 << 20;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The command without <c>@file</c>; null when one cannot be read as the compiler would read it: then that is the compiler's matter.</summary>
    public static async ValueTask<IReadOnlyList<string>?> ExpandAsync(HandsSession hands, IReadOnlyList<string> arguments)
    {
        var at = Next(arguments, 1);
        if (at < 0)
        {
            return arguments;
        }

        var words = new List<string>(arguments);
        for (var files = 0; at >= 0; at = Next(words, at)) // what a file says may begin with @ again
        {
            if (++files > MostFiles || await ReadAsync(hands, words[at][1..]).ConfigureAwait(false) is not { } said)
            {
                return null;
            }

            words.RemoveAt(at);
            words.InsertRange(at, said);
        }

        return words;
    }

    private static int Next(IReadOnlyList<string> words, int from)
    {
        for (var i = from; i < words.Count; i++)
        {
            if (words[i].Length > 1 && words[i][0] == '@')
            {
                return i;
            }
        }

        return -1;
    }

    private static async ValueTask<IReadOnlyList<string>?> ReadAsync(HandsSession hands, string path)
    {
        hands.Queue(new Read(path, MostBytes));
        var content = await hands.NextAsync<Content>().ConfigureAwait(false);
        if (!content.Ok)
        {
            return null;
        }

        try
        {
            return ResponseFileText.Split(Utf8.GetString(content.Bytes.Span));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
