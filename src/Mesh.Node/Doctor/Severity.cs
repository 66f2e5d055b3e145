namespace Mesh.Node.Doctor;

/// <summary>How much a <see cref="Finding"/> matters.</summary>
internal enum Severity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Information,

    /// <summary>The mesh works, less well than it could.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Problem,
}
