using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Has the hands run programs of the caller's machine for what they print.</summary>
internal static class CallerProgram
{
    /// <summary>The environment edit that makes a program speak plain English.</summary>
    public static readonly IReadOnlyList<string> PlainLanguage = ["LC_ALL=C"];

    /// <param name="most">Bytes of each stream that are kept; a program that says more has not <see cref="ProgramAnswer.Worked"/>.</param>
    public static async ValueTask<ProgramAnswer> AskAsync(HandsSession hands, IReadOnlyList<string> command, IReadOnlyList<string> environmentEdits, int most) =>
        (await AskAllAsync(hands, [command], environmentEdits, most).ConfigureAwait(false))[0];

    /// <summary>Starts them all at once.</summary>
    /// <returns>Their answers, in the commands' order.</returns>
    public static async ValueTask<IReadOnlyList<ProgramAnswer>> AskAllAsync(
        HandsSession hands, IReadOnlyList<IReadOnlyList<string>> commands, IReadOnlyList<string> environmentEdits, int most)
    {
        var answers = commands.ToDictionary(command => hands.Run(command, environmentEdits), _ => new ProgramAnswer(most));
        while (answers.Values.Any(answer => !answer.IsComplete))
        {
            switch (await hands.NextAsync().ConfigureAwait(false))
            {
                case Stdout said:
                    answers[said.RunId].AddOut(said.Bytes.Span);
                    break;
                case Stderr said:
                    answers[said.RunId].AddErr(said.Bytes.Span);
                    break;
                case Exited ended:
                    answers[ended.RunId].End(ended is { Code: 0, Signal: 0 });
                    break;
                default:
                    throw new HandsGoneException();
            }
        }

        return [.. answers.OrderBy(answer => answer.Key).Select(answer => answer.Value)];
    }
}
