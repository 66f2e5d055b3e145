using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;

namespace Mesh.Views;

/// <summary>Completion scripts that need no run of <c>mesh</c> per key press: on a small machine that would take seconds.</summary>
internal static class CompletionScript
{
    public static string Render(string shell, RootCommand root) => shell switch
    {
        "bash" => Bash(root),
        "zsh" => Zsh(root),
        "fish" => Fish(root),
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "no such shell"),
    };

    private static string Bash(RootCommand root)
    {
        var text = new StringBuilder();
        text.Append("_mesh() {\n");
        text.Append("  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n");
        text.Append("  if [ \"$COMP_CWORD\" -gt 1 ]; then case ${COMP_WORDS[1]}:$before in\n");
        foreach (var command in Commands(root))
        {
            foreach (var option in Options(command).Where(TakesValue))
            {
                var choices = Choices(option);
                var reply = choices.Length > 0 ? $"COMPREPLY=($(compgen -W '{string.Join(" ", choices)}' -- \"$word\"))" : "COMPREPLY=($(compgen -f -- \"$word\"))";
                text.Append($"    {command.Name}:{option.Name}) {reply}; return ;;\n");
            }
        }
        text.Append("  esac; fi\n");
        text.Append("  if [ \"$COMP_CWORD\" -le 1 ]; then words='").Append(string.Join(" ", Commands(root).Select(command => command.Name))).Append(" --help --version'\n");
        text.Append("  else case ${COMP_WORDS[1]} in\n");
        foreach (var command in Commands(root)) text.Append($"    {command.Name}) words='{string.Join(" ", Words(command))}' ;;\n");
        text.Append("  esac; fi\n");
        text.Append("  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n");
        text.Append("}\n");
        text.Append("complete -o default -F _mesh mesh\n");
        return text.ToString();
    }

    private static string Zsh(RootCommand root)
    {
        var text = new StringBuilder("#compdef mesh\n_mesh() {\n  local -a commands\n  if (( CURRENT == 2 )); then\n    commands=(\n");
        foreach (var command in Commands(root)) text.Append($"      {Quoted($"{command.Name}:{Summary(command.Description)}")}\n");
        text.Append("    )\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n");
        foreach (var command in Commands(root))
        {
            var rows = Options(command).Select(option => Quoted($"*{option.Name}[{ZshText(option.Description)}]{ZshValue(option)}"))
                .Concat(Arguments(command).Select(Quoted));
            text.Append($"    {command.Name}) _arguments : {string.Join(" ", rows)} '*:file:_files' ;;\n");
        }
        return text.Append("  esac\n}\ncompdef _mesh mesh\n").ToString();
    }

    private static string Fish(RootCommand root)
    {
        var text = new StringBuilder("complete -c mesh -f\n");
        foreach (var command in Commands(root))
        {
            text.Append($"complete -c mesh -n __fish_use_subcommand -a {command.Name} -d {Quoted(Summary(command.Description))}\n");
            var here = $"complete -c mesh -n '__fish_seen_subcommand_from {command.Name}'";
            foreach (var option in Options(command))
            {
                var choices = Choices(option);
                var value = !TakesValue(option) ? "" : choices.Length > 0 ? $" -x -a '{string.Join(" ", choices)}'" : " -r -F";
                text.Append($"{here} -l {option.Name.Substring(2)}{value} -d {Quoted(Summary(option.Description))}\n");
            }
            foreach (var argument in command.Arguments.Where(argument => Choices(argument).Length > 0))
                text.Append($"{here} -a '{string.Join(" ", Choices(argument))}'\n");
        }
        return text.ToString();
    }

    private static IEnumerable<Command> Commands(RootCommand root) => root.Subcommands.Where(command => !command.Hidden);

    private static IEnumerable<Option> Options(Command command) => command.Options.Where(option => !option.Hidden && option.Name.StartsWith("--", StringComparison.Ordinal));

    private static IEnumerable<string> Words(Command command) => Options(command).Select(option => option.Name).Append("--help").Concat(command.Arguments.SelectMany(Choices)).Distinct();

    private static IEnumerable<string> Arguments(Command command) =>
        command.Arguments.Where(argument => Choices(argument).Length > 0).Select(argument => $"1:{argument.Name}:({string.Join(" ", Choices(argument))})");

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    private static string[] Choices(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label).ToArray();

    private static string ZshValue(Option option)
    {
        if (!TakesValue(option)) return "";
        var choices = Choices(option);
        return choices.Length > 0 ? $":{option.Name.Substring(2)}:({string.Join(" ", choices)})" : $":{option.Name.Substring(2)}:_files";
    }

    /// <summary>Brackets end a description in zsh.</summary>
    private static string ZshText(string? description) => Summary(description).Replace("[", "(").Replace("]", ")");

    /// <summary>The first clause is enough beside a word.</summary>
    private static string Summary(string? description) => (description ?? "").Split(new[] { ": ", ". ", " (" }, 2, StringSplitOptions.None)[0].TrimEnd('.', ':');

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''") + "'";
}
