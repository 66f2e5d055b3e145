using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Has the hands ask a compiler what it makes under certain options: both questions at once, one start of each.</summary>
internal static class FactsQuestion
{
    private static readonly string[] PlainLanguage = ["LC_ALL=C"];

    /// <summary>Null when the compiler failed, or said more than any compiler does.</summary>
    public static async Task<(string Macros, string Options)?> AskAsync(
        HandsSession hands, string compiler, CompilerFamily family, SourceLanguage language, IReadOnlyList<string> options)
    {
        var first = hands.Run([compiler, .. FactQuestions.Macros(language, options)], PlainLanguage);
        hands.Run([compiler, .. FactQuestions.Options(family, language, options)], PlainLanguage);
        var answers = new Answer[2] { new(), new() };
        for (var open = 2; open > 0;)
        {
            switch (await hands.NextAsync().ConfigureAwait(false))
            {
                case Stdout said:
                    Answer.Add(answers[said.RunId - first].Out, said.Bytes);
                    break;
                case Stderr said:
                    Answer.Add(answers[said.RunId - first].Err, said.Bytes);
                    break;
                case Exited ended:
                    answers[ended.RunId - first].Worked = ended is { Code: 0, Signal: 0 };
                    open--;
                    break;
                default:
                    throw new HandsGoneException();
            }
        }

        var (macros, states) = (answers[0].Out, family == CompilerFamily.Gcc ? answers[1].Out : answers[1].Err);
        return answers[0].Worked && answers[1].Worked && macros.Length <= WireLimits.MaxFactsBytes && states.Length <= WireLimits.MaxFactsBytes
            ? (macros.ToString(), states.ToString())
            : null;
    }

    private sealed class Answer
    {
        public StringBuilder Out { get; } = new();

        public StringBuilder Err { get; } = new();

        public bool Worked { get; set; }

        // What is beyond the limit makes the answer unusable, not the memory full.
        public static void Add(StringBuilder text, ReadOnlyMemory<byte> bytes)
        {
            if (text.Length <= WireLimits.MaxFactsBytes)
            {
                text.Append(Encoding.UTF8.GetString(bytes.Span));
            }
        }
    }
}
