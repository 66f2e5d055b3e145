using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>The <c>-M</c> options of one command, and the file they add up to.</summary>
internal sealed class DependencyOptions
{
    private readonly List<(string Flag, string Value)> _targets = [];
    private readonly List<string> _files = [];
    private readonly List<(bool SystemHeaders, string File)> _forPreprocessor = [];
    private readonly List<(string Flag, string Value)> _targetsForPreprocessor = [];
    private bool _phonyForPreprocessor;
    private bool _md;
    private bool _mmd;
    private bool _phony;

    /// <summary>Takes one option; false for a <c>-Wp,</c> list that is not about a dependency file.</summary>
    public bool TryAdd(string name, string value)
    {
        switch (name)
        {
            case "-MD":
                _md = true;
                return true;
            case "-MMD":
                _mmd = true;
                return true;
            case "-MP":
                _phony = true;
                return true;
            case "-MF":
                _files.Add(value);
                return true;
            case "-MT" or "-MQ":
                _targets.Add((name, value));
                return true;
            default:
                return TryAddForPreprocessor(value.Split(','));
        }
    }

    /// <summary>The file to write; null when none is asked for.</summary>
    public Blame? TryMake(CompilerFamily family, string source, string? output, out DependencyFile? file)
    {
        file = null;
        int ways = (_md ? 1 : 0) + (_mmd ? 1 : 0) + _forPreprocessor.Count;
        if (ways == 0)
        {
            return _files.Count + _targets.Count + (_phony ? 1 : 0) == 0 ? null : Contradiction("is given without -MD or -MMD");
        }

        if (TellsMore && (family == CompilerFamily.Clang || _targets.Count > 0))
        {
            return Contradiction("has targets from more than one place");
        }

        if (ways > 1 || _files.Count > 1 || (_forPreprocessor.Count == 1 && _files.Count == 1))
        {
            return Contradiction("is asked for in more than one way");
        }

        bool byPreprocessor = _forPreprocessor.Count == 1;
        string path = byPreprocessor ? _forPreprocessor[0].File
            : _files.Count == 1 ? _files[0]
            : output is null ? SourceName.WithSuffix(source, ".d")
            : SourceName.WithSuffixInPlace(output, ".d");
        if (CommandReading.IsNoFile(path))
        {
            return Contradiction($"would be written to {path}");
        }

        file = new DependencyFile(path, byPreprocessor ? _forPreprocessor[0].SystemHeaders : _md, _phony || _phonyForPreprocessor, Targets(family, byPreprocessor, source, output));
        return null;
    }

    private static Blame Contradiction(string what) => new(LocalReasons.DependencyOptions, $"the dependency file {what}");

    // gcc's driver names the output as the target only for its own -MD and -MMD; what -Wp, smuggles past it falls back to the
    // preprocessor's default. clang's driver rewrites -Wp,-MD,f to -MD -MF f first.
    private IReadOnlyList<(string Flag, string Value)> Targets(CompilerFamily family, bool byPreprocessor, string source, string? output) =>
        _targets.Count > 0 ? _targets
        : _targetsForPreprocessor.Count > 0 ? _targetsForPreprocessor
        : output is null || (byPreprocessor && family == CompilerFamily.Gcc) ? [("-MQ", SourceName.WithSuffix(source, ".o"))]
        : [("-MQ", output)];

    private bool TryAddForPreprocessor(string[] words)
    {
        if (words.Length < 2 || words[0] is not ("-MD" or "-MMD") || words[1].Length == 0)
        {
            return false;
        }

        _forPreprocessor.Add((words[0] == "-MD", words[1]));
        for (int at = 2; at < words.Length; at++)
        {
            if (words[at] == "-MP")
            {
                _phonyForPreprocessor = true;
            }
            else if (words[at] is "-MT" or "-MQ" && at + 1 < words.Length)
            {
                _targetsForPreprocessor.Add((words[at], words[++at]));
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    // What -Wp, says of the rule beside the file: clang's driver reads that otherwise, and gcc's orders it behind its own.
    private bool TellsMore => _phonyForPreprocessor || _targetsForPreprocessor.Count > 0;
}
