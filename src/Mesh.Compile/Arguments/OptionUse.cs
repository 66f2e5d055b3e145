namespace Mesh.Compile.Arguments;

/// <summary>What becomes of an option when its compile is divided between two machines.</summary>
internal enum OptionUse
{
    /// <summary>Changes predefined macros or code: both the client's preprocessor and the helper's compiler get it.</summary>
    Travel,

    /// <summary>Only the helper's compiler gets it; the preprocessor has no use for it.</summary>
    Assemble,

    /// <summary>Only the client's preprocessor gets it; it names the client's files or macros.</summary>
    Preprocess,

    /// <summary>Defines a macro: the client's preprocessor gets it, and the helper's compiler where macros travel as they are.</summary>
    Define,

    /// <summary>Only for linking, on which the driver may remark: the client's preprocessor gets it, and its driver says so.</summary>
    Remark,

    /// <summary>Has no effect on this compile.</summary>
    Drop,

    /// <summary>The whole command runs locally; the row says why.</summary>
    Local,

    /// <summary>Says what the command is (<c>-c</c>, <c>-o</c>, <c>-x</c>, <c>-MD</c>...); the classifier reads it.</summary>
    Structure,
}
