namespace Mesh.Node.Tests.Helper;

/// <summary>The connection ended before the answer did.</summary>
internal sealed class JobCutException() : Exception("the helper hung up in the middle of a job");
