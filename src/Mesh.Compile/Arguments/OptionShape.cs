namespace Mesh.Compile.Arguments;

/// <summary>How an option is spelled; an option may have several spellings.</summary>
[Flags]
internal enum OptionShape
{
    /// <summary>The word is the option: <c>-c</c>.</summary>
    Exact = 1,

    /// <summary>The value follows in the same word: <c>-DNAME</c>, <c>-std=c99</c>.</summary>
    Joined = 2,

    /// <summary>The value is the next word: <c>-o x.o</c>.</summary>
    Separate = 4,
}
