using Mesh.Node.Control;

namespace Mesh.Tests;

/// <summary>Statuses to show.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static ToolchainStatus PlainGcc { get; } = new()
    {
        Triplet = "arm-linux-gnueabihf",
        Compiler = "gcc",
        Version = "12.2.0",
        Path = "/usr/bin/gcc",
        Languages = ["c", "c++"],
        Origin = "PATH",
        Multilibs = ["-mthumb"],
        Verdicts = [new() { Peer = "big", Toolchain = "gcc 12.2.0 for arm-linux-gnueabihf", Verdict = "identical" }],
    };

    public static StatusSnapshot Pi { get; } = new()
    {
        StartedAt = Start,
        Node = new NodeStatus
        {
            Name = "pi",
            Id = "0123456789abcdef",
            Version = "0.1.0",
            Arch = "armv6l",
            Slots = 1,
            Free = 1,
            LocalSlots = 2,
            Socket = "/run/mesh/mesh.sock",
            Port = 40123,
            Addresses = ["10.0.0.7"],
            Toolchains = [PlainGcc],
        },
        Peers =
        [
            new() { Name = "old", Address = "10.0.0.9:1", Arch = "i686", Slots = 1, Free = 0, State = "suspect", Reason = "no answer for 3 s" },
            new()
            {
                Name = "big", Id = "fedcba9876543210", Address = "10.0.0.8:40000", Arch = "x86_64", Slots = 16, Free = 12, State = "ready", JobsForUs = 341, JobsForIt = 2,
                Targets = [new() { Triplet = "x86_64-linux-gnu", Compiler = "gcc", Version = "12.2.0" }, new() { Triplet = "arm-linux-gnueabihf", Compiler = "gcc", Version = "12.2.0" }],
            },
        ],
        Totals = new() { Remote = 341, Local = 12, Fallback = 1, Helped = 2, Failed = 0 },
        LocalReasons = new Dictionary<string, long> { ["preprocess-only"] = 3, ["link"] = 9 },
    };
}
