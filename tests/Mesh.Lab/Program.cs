using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Mesh.Lab;
using Mesh.Lab.Roots;
using Mesh.Lab.Sources;

return args switch
{
    ["up"] => await UpAsync("3", joined: true),
    ["up", var count] => await UpAsync(count, joined: true),
    ["up", var count, "--bare"] => await UpAsync(count, joined: false),
    ["down"] => Down(),
    ["exec", var machine, .. var command] when command.Length > 0 => Exec(machine, command),
    ["clean"] => Clean(),
    ["fetch"] => await FetchAsync(),
    ["roots", .. var names] => await RootsAsync(names),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        tests/lab up [N [--bare]]   start N nodes (3) on a network of their own, or machines without a mesh; stays until Ctrl-C
        tests/lab exec NODE CMD...  run a command on a node of the lab that is up
        tests/lab down              end the lab that is up
        tests/lab clean             remove what killed labs left behind
        tests/lab fetch             fetch the sources that the tests build, and i386's file system where that can be made
        tests/lab roots [NAME...]   make the file systems of foreign machines: i386, armhf, armel
        """);
    return 2;
}

static async Task<int> UpAsync(string count, bool joined)
{
    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    try
    {
        await using var lab = await Lab.StartAsync(stop.Token);
        for (var i = 1; i <= int.Parse(count, CultureInfo.InvariantCulture); i++)
        {
            var machine = await lab.AddMachineAsync($"node{i}", stop.Token);
            Console.WriteLine($"{machine.Name}  {machine.Address}  {machine.Folder}");
            if (!joined) continue;
            var node = await lab.AddNodeAsync(machine, new MeshNodeOptions(), stop.Token);
            Console.WriteLine($"  MESH_SOCKET={node.Socket}\n  {node.ReadyLine}");
        }
        RunningLab.Of(lab).Write(lab.Folder);
        Console.WriteLine("enter one with: tests/lab exec node1 bash     end with Ctrl-C or: tests/lab down");
        await Task.Delay(Timeout.Infinite, stop.Token);
    }
    catch (OperationCanceledException)
    {
    }
    catch (Exception e) when (e is LabException or LabUnavailableException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}

static int Down()
{
    var labs = RunningLab.All();
    foreach (var lab in labs) Signals.Send(lab.Pid, Signal.Terminate);
    Console.WriteLine(labs.Count == 0 ? "no lab is up" : $"ended {labs.Count}");
    return 0;
}

static int Exec(string machine, string[] command)
{
    var door = RunningLab.All().SelectMany(lab => lab.Machines).FirstOrDefault(m => m.Key == machine).Value;
    if (door is null)
    {
        Console.Error.WriteLine($"no lab is up that has a machine {machine}");
        return 1;
    }
    var start = new ProcessStartInfo(door.Enter[0], door.Enter.Skip(1).Concat(command));
    foreach (var (key, value) in door.Environment) start.Environment[key] = value;
    using var process = Process.Start(start)!;
    process.WaitForExit();
    return process.ExitCode;
}

static int Clean()
{
    foreach (var removed in Leftovers.Sweep()) Console.WriteLine($"removed {removed}");
    return 0;
}

static async Task<int> FetchAsync()
{
    foreach (var package in DebianSource.All)
    {
        Console.WriteLine($"{package.Name}: {await package.FetchAsync(CancellationToken.None)}");
    }
    await RootsAsync([DebianRoot.I386.Architecture]);
    return 0;
}

static async Task<int> RootsAsync(string[] names)
{
    try
    {
        foreach (var root in DebianRoot.All.Where(root => names.Length == 0 || names.Contains(root.Architecture)))
        {
            Console.WriteLine($"{root.Architecture}: {await root.FetchAsync(CancellationToken.None)}");
        }
        return 0;
    }
    catch (LabUnavailableException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}
