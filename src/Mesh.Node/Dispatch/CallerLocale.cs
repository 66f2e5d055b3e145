using System.Collections.Concurrent;
using Mesh.Compile.Messages;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Knows in which characters the caller's compiler speaks. Whether a locale's name means anything there, only that machine can say.</summary>
internal sealed class CallerLocale
{
    private const string Ascii = "C", Utf8 = "C.UTF-8";

    /// <summary>Answers kept; a machine has one or two.</summary>
    private const int MostKept = 64;

    /// <summary>A character set's name, or a complaint.</summary>
    private const int MaxAnswerBytes = 1024;

    private readonly ConcurrentDictionary<(uint User, string Variables), string> _known = new();

    /// <summary>The locale in which a helper's compiler says the same; null where it would speak another language or other characters.</summary>
    public async ValueTask<string?> AskAsync(HandsSession hands, IReadOnlyDictionary<string, string> environment)
    {
        if (!MessageLanguage.IsEnglish(environment))
        {
            return null;
        }

        if (MessageLanguage.IsAscii(environment))
        {
            return Ascii;
        }

        var key = (hands.User, string.Join("\0", environment.Where(pair => pair.Key == "LANG" || pair.Key.StartsWith("LC_", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)));
        if (!_known.TryGetValue(key, out var charset))
        {
            charset = await CharsetAsync(hands).ConfigureAwait(false);
            if (_known.Count < MostKept)
            {
                _known[key] = charset;
            }
        }

        return charset switch
        {
            "UTF-8" => Utf8,
            "ANSI_X3.4-1968" => Ascii,
            _ => null,
        };
    }

    // It complains where a category names a locale that is not there; a compiler then speaks as if none were set.
    private static async Task<string> CharsetAsync(HandsSession hands)
    {
        var answer = await CallerProgram.AskAsync(hands, ["locale", "charmap"], [], MaxAnswerBytes).ConfigureAwait(false);
        return answer.Worked && answer.Err.Length == 0 ? answer.Out.Trim() : "";
    }
}
