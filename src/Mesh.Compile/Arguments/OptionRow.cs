namespace Mesh.Compile.Arguments;

/// <summary>One row of the option table. <see cref="Code"/> and <see cref="Why"/> are there exactly when the row keeps a command local.</summary>
internal sealed record OptionRow(string Name, OptionShape Shape, OptionUse Use, string? Code = null, string? Why = null);
