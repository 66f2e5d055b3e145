namespace Mesh.Compile.Arguments;

/// <summary>Splits a command line into options and inputs by the option table, for <c>foreach</c>.</summary>
/// <param name="words">The command line.</param>
/// <param name="start">Where to begin: behind the compiler's name, where there is one.</param>
internal readonly struct ArgumentReader(IReadOnlyList<string> words, int start, OptionTable table)
{
    public Enumerator GetEnumerator() => new(words, start, table);

    public struct Enumerator(IReadOnlyList<string> words, int start, OptionTable table)
    {
        private int _next = start;

        public Argument Current { get; private set; }

        public bool MoveNext()
        {
            if (_next >= words.Count)
            {
                return false;
            }

            Current = ReadOne(_next);
            _next += Current.Count;
            return true;
        }

        private readonly Argument ReadOne(int at)
        {
            string word = words[at];

            // A lone "-" is the standard input, and an empty word a file that cannot exist: both are inputs to gcc and clang.
            if (word.Length < 2 || (word[0] != '-' && word[0] != '@'))
            {
                return new Argument(null, ArgumentKind.Input, words, at, 1);
            }

            var row = table.Find(word);
            if (row is null)
            {
                return new Argument(null, ArgumentKind.Unknown, words, at, 1);
            }

            bool takesNext = word.Length == row.Name.Length && row.Shape.HasFlag(OptionShape.Separate);
            return !takesNext ? new Argument(row, ArgumentKind.Option, words, at, 1)
                : at + 1 < words.Count ? new Argument(row, ArgumentKind.Option, words, at, 2)
                : new Argument(row, ArgumentKind.Incomplete, words, at, 1);
        }
    }
}
