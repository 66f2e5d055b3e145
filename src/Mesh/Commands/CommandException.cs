using Mesh.Node;

namespace Mesh.Commands;

/// <summary>A command cannot do what it was asked to: one sentence for the user, and the exit code.</summary>
internal sealed class CommandException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
