using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesh.Lab;

/// <summary>What another process needs to enter the lab that <c>tests/lab up</c> keeps: a file beside the machines' folders.</summary>
internal sealed record RunningLab(int Pid, IReadOnlyDictionary<string, RunningLab.Door> Machines)
{
    private const string FileName = "lab.json";

    /// <param name="Enter">The command that runs another one on the machine.</param>
    public sealed record Door(IReadOnlyList<string> Enter, IReadOnlyDictionary<string, string> Environment);

    public static RunningLab Of(Lab lab) => new(
        Environment.ProcessId,
        lab.Machines.ToDictionary(m => m.Name, m => new Door(m.EnterCommand(m.Folder), m.Environment)));

    public void Write(string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, RunningLabJson.Default.RunningLab));

    /// <returns>The labs that are up now.</returns>
    public static IReadOnlyList<RunningLab> All() =>
        Directory.EnumerateDirectories(Lab.Home, Lab.Prefix + "*")
            .Select(folder => Path.Combine(folder, FileName))
            .Where(File.Exists)
            .Select(file => JsonSerializer.Deserialize(File.ReadAllText(file), RunningLabJson.Default.RunningLab))
            .OfType<RunningLab>()
            .Where(lab => Signals.IsAlive(lab.Pid))
            .ToList();
}

[JsonSerializable(typeof(RunningLab))]
internal sealed partial class RunningLabJson : JsonSerializerContext;
