using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesh.Node.Control;

/// <summary>Reads and writes <see cref="StatusSnapshot"/>; generated at build time, so that trimming keeps it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatusSnapshot))]
[JsonSerializable(typeof(ToolchainListing))]
internal sealed partial class StatusJson : JsonSerializerContext
{
    public static string Write(StatusSnapshot snapshot) => JsonSerializer.Serialize(snapshot, Default.StatusSnapshot);

    public static string Write(ToolchainListing listing) => JsonSerializer.Serialize(listing, Default.ToolchainListing);

    /// <exception cref="JsonException">The text is no status.</exception>
    public static StatusSnapshot Read(string json) =>
        JsonSerializer.Deserialize(json, Default.StatusSnapshot) ?? throw new JsonException("the status is null");
}
