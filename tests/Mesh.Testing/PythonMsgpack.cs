using System.Text.Json;

namespace Mesh.Testing;

/// <summary>Reads and writes what a <see cref="WireTap"/> recorded, with python3-msgpack.</summary>
internal static class PythonMsgpack
{
    // The system's own python, which has Debian's modules; another may come first on PATH.
    private static readonly string? Python = ExternalProgram.Find("python3");

    /// <summary>Why it cannot be used here, for a skip; null when it can.</summary>
    public static async Task<string?> WhyNotAsync(CancellationToken cancel)
    {
        if (Python is null)
            return "python3 is not installed";
        string answer = await ExternalProgram.RunAsync(
            Python, ["-c", "import importlib.util as u; print(u.find_spec('msgpack') is not None)"], cancel);
        return answer.Trim() == "True" ? null : "the module msgpack is not installed (Debian: python3-msgpack)";
    }

    /// <summary>Every frame of a recording; fails when python cannot decode one of them, or bytes are left over.</summary>
    public static async Task<IReadOnlyList<DecodedFrame>> DecodeAllAsync(string recording, CancellationToken cancel)
    {
        string lines = await ExternalProgram.RunAsync(Python!, [Script, "decode", recording], cancel);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    /// <summary>The same frames as python encodes them: another recording, of whole frames.</summary>
    public static Task EncodeAllAsync(string recording, string output, CancellationToken cancel) =>
        ExternalProgram.RunAsync(Python!, [Script, "encode", recording, output], cancel);

    private static string Script => Repository.File("tests", "Mesh.Wire.Tests", "python", "session.py");

    private static DecodedFrame Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new DecodedFrame(json.GetProperty("direction").GetInt32() == 1, json.GetProperty("kind").GetByte(), json.GetProperty("body"));
    }

    /// <summary>A frame as python sees it.</summary>
    /// <param name="Sent">By the side that was tapped.</param>
    /// <param name="Body">Maps as objects whose keys are numbers; bytes as <c>{"bin": hex}</c>.</param>
    internal sealed record DecodedFrame(bool Sent, byte Kind, JsonElement Body);
}
