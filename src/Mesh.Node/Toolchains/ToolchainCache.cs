using System.Text.Json;
using Mesh.Node.Facts;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Toolchains;

/// <summary>Keeps findings on disk. It may be lost or spoilt at any time: then compilers are asked again.</summary>
internal sealed class ToolchainCache(string path, ILogger log)
{
    public IReadOnlyList<ToolchainFinding> Load()
    {
        try
        {
            if (!File.Exists(path)) return [];
            var stored = JsonSerializer.Deserialize(File.ReadAllText(path), ToolchainJson.Default.StoredFindings);
            return stored is { Format: StoredFindings.CurrentFormat } ? stored.Restore() : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            log.CacheUnreadable(path, e.Message);
            return [];
        }
    }

    public void Save(IEnumerable<ToolchainFinding> findings)
    {
        if (KeptFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(StoredFindings.Of(findings), ToolchainJson.Default.StoredFindings)) is { } why) log.CacheNotWritten(path, why);
    }
}
