using Mesh.Node.Control;
using Mesh.Node.Doctor;

namespace Mesh.Node.Tests.Doctor;

/// <summary>An examination in which everything is as it should be; each test spoils something.</summary>
internal static class Patient
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static ToolchainStatus Gcc { get; } = new()
    {
        Triplet = "arm-linux-gnueabihf",
        Compiler = "gcc",
        Version = "12.2.0",
        Path = "/usr/bin/arm-linux-gnueabihf-gcc-12",
        Languages = ["c", "c++"],
        Origin = "PATH",
    };

    public static PeerStatus Big { get; } = new()
    {
        Name = "big",
        Id = "b",
        Address = "10.0.0.8:40000",
        Arch = "x86_64",
        Slots = 16,
        Free = 16,
        State = "ready",
        Targets = [Target("x86_64-linux-gnu", "12.2.0"), Target("arm-linux-gnueabihf", "12.2.0")],
    };

    public static SightedNode SightedPi { get; } = new() { Name = "pi", Id = "p", Address = "10.0.0.7", Port = 40123, Protocol = 1 };

    public static SightedNode SightedBig { get; } = new() { Name = "big", Id = "b", Address = "10.0.0.8", Port = 40000, Protocol = 1 };

    public static Examination Healthy { get; } = new()
    {
        Reach = new NodeReach.Answered("/run/mesh/mesh.sock", Obeyed: true),
        Status = new StatusSnapshot
        {
            Node = new NodeStatus
            {
                Name = "pi",
                Id = "p",
                Version = "0.1.0",
                Arch = "armv6l",
                Slots = 1,
                Free = 1,
                LocalSlots = 1,
                Socket = "/run/mesh/mesh.sock",
                Port = 40123,
                Addresses = ["10.0.0.7"],
                Toolchains = [Gcc],
            },
            Peers = [Big],
        },
        ProgramVersion = "0.1.0",
        Protocol = 1,
        Network = new NetworkFacts { Interfaces = [new("eth0", ["10.0.0.7", "fe80::7%2"])], Sighted = [SightedPi, SightedBig] },
        Wrapper = new WrapperFacts { Directory = "/home/u/.local/share/mesh/bin", Exists = true, IsOnPath = true },
        Clock = new ClockFacts(Now, Now.AddDays(-9), []),
        UsualCompilers = [Gcc.Path],
    };

    public static TargetStatus Target(string triplet, string version, string compiler = "gcc") => new() { Triplet = triplet, Compiler = compiler, Version = version, Languages = ["c", "c++"] };

    public static Examination WithNode(this Examination examined, Func<NodeStatus, NodeStatus> change) =>
        examined with { Status = examined.Status! with { Node = change(examined.Status.Node!) } };

    public static Examination WithPeers(this Examination examined, params PeerStatus[] peers) => examined with { Status = examined.Status! with { Peers = peers } };

    public static Examination WithNetwork(this Examination examined, Func<NetworkFacts, NetworkFacts> change) => examined with { Network = change(examined.Network) };

    /// <summary>The node runs, and no peer is ready.</summary>
    public static Examination Alone(params SightedNode[] sighted) =>
        Healthy.WithPeers().WithNetwork(network => network with { Sighted = [SightedPi, .. sighted] });

    public static Examination WithoutNode(NodeReach reach) => Healthy with { Reach = reach, Status = null };
}
