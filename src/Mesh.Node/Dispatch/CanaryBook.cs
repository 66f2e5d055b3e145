using System.Text.Json;
using System.Text.Json.Serialization;
using Mesh.Node.Facts;
using Mesh.Node.Peers;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>Remembers on disk how pairs of compilers compared. It may be lost or spoilt at any time: then they are compared again.</summary>
internal sealed class CanaryBook(string path, ILogger logger)
{
    /// <summary>Pairs remembered; far more than a machine meets. Beyond that it begins anew.</summary>
    private const int MostPairs = 4096;

    private readonly object _gate = new();
    private Dictionary<string, StoredVerdict>? _verdicts;

    public CodeVerdict? Find(string pair)
    {
        lock (_gate)
        {
            return Verdicts.TryGetValue(pair, out var stored) && stored is { Word: { } word } ? new CodeVerdict(word, stored.Where ?? "") : null;
        }
    }

    public void Keep(string pair, CodeVerdict verdict)
    {
        lock (_gate)
        {
            if (Verdicts.Count >= MostPairs)
            {
                Verdicts.Clear();
            }

            Verdicts[pair] = new StoredVerdict { Word = verdict.Word, Where = verdict.Where };
            Save();
        }
    }

    private Dictionary<string, StoredVerdict> Verdicts => _verdicts ??= Load();

    private Dictionary<string, StoredVerdict> Load()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), CanaryJson.Default.DictionaryStringStoredVerdict) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.BookUnreadable(path, e.Message);
            return [];
        }
    }

    private void Save()
    {
        if (KeptFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(Verdicts, CanaryJson.Default.DictionaryStringStoredVerdict)) is { } why)
        {
            logger.BookNotWritten(path, why);
        }
    }
}

/// <summary>A <see cref="CodeVerdict"/> in the file. Properties, not constructors: System.Text.Json's way through those does not bind on Mono.</summary>
internal sealed record StoredVerdict
{
    public string? Word { get; set; }

    public string? Where { get; set; }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, StoredVerdict>))]
internal sealed partial class CanaryJson : JsonSerializerContext;
