namespace Mesh.Lab;

/// <summary>This machine cannot hold a lab; the message says what is missing. Tests skip themselves with it.</summary>
internal sealed class LabUnavailableException(string reason) : Exception(reason);
