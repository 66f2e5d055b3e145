using System.Globalization;

namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>A client with a helper, and a machine without a mesh on which the same commands mean the bare compiler.</summary>
public sealed class BareAndMeshed : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private Lab? _lab;
    private MeshNode? _client;
    private MeshNode? _helper;
    private Machine? _bare;
    private string _unavailable = "";

    internal MeshNode Client => _client ?? throw Unavailable();

    private MeshNode Helper => _helper ?? throw Unavailable();

    internal Machine Bare => _bare ?? throw Unavailable();

    internal IEnumerable<MeshNode> Nodes => [Client, Helper];

    /// <summary>What ccache kept of an earlier test's build would be no compile.</summary>
    internal void ForgetCaches()
    {
        foreach (var cache in new[] { Client.Machine, Bare }.Select(machine => Path.Combine(machine.Environment["HOME"], ".cache/ccache")).Where(Directory.Exists))
            Directory.Delete(cache, recursive: true);
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync(CancellationToken.None);
        }
        catch (LabUnavailableException e)
        {
            _unavailable = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null) await _lab.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        _lab = await Lab.StartAsync(cancel);
        var unwrapped = new MeshNodeOptions { Wrap = false };
        _client = await _lab.AddNodeAsync("client", unwrapped, cancel);
        _helper = await _lab.AddNodeAsync("helper", unwrapped with { Arguments = ["--slots", "4"] }, cancel);
        await Poll.UntilAsync("the client to see its helper", Limit, async () => (await _client.StatusAsync(cancel)).Ready.Any(), cancel);
        File.CreateSymbolicLink(Path.Combine(ProgramsOf(_client.Machine), "mesh"), MeshProgram.Find());
        (await _client.ExecAsync(Limit, cancel, "mesh", "wrap")).OrThrow("mesh wrap");
        var slots = (await _client.ExecAsync(Limit, cancel, "mesh", "slots")).OrThrow("mesh slots").Out.Trim();

        _bare = await _lab.AddMachineAsync("bare", cancel);
        WriteScript(Path.Combine(ProgramsOf(_bare), "mesh"), $"case $1 in slots) echo {int.Parse(slots, CultureInfo.InvariantCulture)} ;; cc) shift 2; exec \"$@\" ;; esac");
        WriteScript(Path.Combine(_bare.Environment["HOME"], ".local/share/mesh/bin/mesh-hands"), "exec \"$@\"");
    }

    // First on PATH.
    private static string ProgramsOf(Machine machine)
    {
        var folder = Directory.CreateDirectory(Path.Combine(machine.Folder, "bin")).FullName;
        machine.Environment["PATH"] = $"{folder}:{machine.Environment["PATH"]}";
        return folder;
    }

    private static void WriteScript(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Exception Unavailable()
    {
        Assert.Skip(_unavailable);
        return new LabUnavailableException(_unavailable);
    }
}
