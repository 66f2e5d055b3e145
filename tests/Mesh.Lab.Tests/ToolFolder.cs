namespace Mesh.Lab.Tests;

/// <summary>A PATH that has only some compilers of this machine: what a lab machine would have installed.</summary>
internal static class ToolFolder
{
    // What a node, a compiler and the lab itself start by name.
    private static readonly string[] Basics = ["sh", "env", "setsid", "as", "ld", "objcopy", "uname", "nice", "cat"];

    public static string[] NativeOnly { get; } = ["gcc", "g++"];

    /// <summary>A cross compiler, and the assembler it looks for beside itself.</summary>
    public static string[] Cross(string triplet) => [$"{triplet}-gcc", $"{triplet}-g++", $"{triplet}-as", $"{triplet}-objcopy"];

    /// <exception cref="LabUnavailableException">One of the tools is not installed.</exception>
    public static async Task UseAsync(Machine machine, IEnumerable<string> tools, CancellationToken cancel)
    {
        await BringLauncherAsync(machine, cancel);
        var folder = Path.Combine(machine.Folder, "tools");
        Directory.CreateDirectory(folder);
        foreach (var tool in Basics.Concat(tools))
        {
            var found = Privilege.Find(tool) ?? throw new LabUnavailableException($"{tool} is not installed");
            File.CreateSymbolicLink(Path.Combine(folder, tool), found);
        }
        machine.Environment["PATH"] = folder;
    }

    // An installed mesh has it built already; this one is a build tree's, and cross compilers make none for this machine.
    private static async Task BringLauncherAsync(Machine machine, CancellationToken cancel)
    {
        var folder = Path.Combine(machine.Folder, "launcher");
        (await machine.ExecAsync(TimeSpan.FromSeconds(60), cancel, MeshProgram.Find(), "wrap", folder)).OrThrow("mesh wrap");
        (await machine.ExecAsync(TimeSpan.FromSeconds(10), cancel, "cp", Path.Combine(folder, "mesh-hands"), Machine.StateFolder)).OrThrow("cp");
    }
}
