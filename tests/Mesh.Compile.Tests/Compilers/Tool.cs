using System.Diagnostics;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>Runs a real compiler or binutils program.</summary>
internal static class Tool
{
    public sealed record Outcome(int ExitCode, byte[] Stdout, byte[] Stderr)
    {
        public string ErrorText => System.Text.Encoding.UTF8.GetString(Stderr);
    }

    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, name)));

    public static async Task<Outcome> RunAsync(IReadOnlyList<string> command, string directory, byte[]? stdin, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in command.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var stdout = ReadAsync(process.StandardOutput.BaseStream, cancel);
        var stderr = ReadAsync(process.StandardError.BaseStream, cancel);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(stdin ?? [], cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The compiler stopped reading: its exit code says why.
        }

        var outcome = (Out: await stdout, Error: await stderr);
        await process.WaitForExitAsync(cancel);
        return new Outcome(process.ExitCode, outcome.Out, outcome.Error);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
