namespace Mesh.Lab;

/// <summary>Something in the lab did not do what it was told within its deadline.</summary>
internal sealed class LabException(string message) : Exception(message);
