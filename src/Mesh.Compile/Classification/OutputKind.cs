namespace Mesh.Compile.Classification;

/// <summary>What a compile makes: one result, and files beside it.</summary>
internal enum OutputKind
{
    Object,
    Assembly,

    /// <summary><c>.su</c>: how much stack each function uses.</summary>
    StackUsage,

    /// <summary><c>.ci</c>: which function calls which.</summary>
    CallGraph,

    /// <summary><c>.dwo</c>: most of the debug information, which the object knows by the file's name.</summary>
    SplitDebug,
}
