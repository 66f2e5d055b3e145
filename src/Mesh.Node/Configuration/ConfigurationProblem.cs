namespace Mesh.Node.Configuration;

/// <summary>One thing wrong in what the user set: where, which key, what, and how to put it right.</summary>
internal sealed record ConfigurationProblem(string Where, string? Key, string What, string Remedy)
{
    public override string ToString() => Key is null ? $"{Where}: {What}; {Remedy}" : $"{Where}: {Key}: {What}; {Remedy}";
}
