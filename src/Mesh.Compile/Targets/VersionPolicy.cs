namespace Mesh.Compile.Targets;

/// <summary>How near a helper's compiler must be to the client's, both being of one family.</summary>
internal enum VersionPolicy
{
    /// <summary>The same major.minor.patch.</summary>
    Exact,

    /// <summary>The same major.minor.</summary>
    Minor,

    /// <summary>The same major.</summary>
    Major,
}
