using System.Text;

namespace Mesh.Lab;

/// <summary>What a command left behind. <see cref="ExitCode"/> is 128 + the signal's number for a command that died of one.</summary>
internal sealed record CommandResult(int ExitCode, byte[] Stdout, byte[] Stderr, TimeSpan Elapsed)
{
    public string Out => Encoding.UTF8.GetString(Stdout);

    public string Error => Encoding.UTF8.GetString(Stderr);

    public CommandResult OrThrow(string what) => ExitCode == 0
        ? this
        : throw new LabException($"{what} ended with {ExitCode}: {Error.Trim()} {Out.Trim()}");
}
