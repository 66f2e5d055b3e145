using System.Reflection;
using Mesh.Compile.Targets;
using Mesh.Node.Control;
using Mesh.Node.Doctor;
using Mesh.Testing;
using static Mesh.Node.Tests.Doctor.Patient;

namespace Mesh.Node.Tests.Doctor;

public sealed class DiagnosisTests
{
    private const string Here = "/run/mesh/mesh.sock";

    /// <summary>What is spoilt, and what must be said of it: id, severity, a part of the sentence, a part of the remedy.</summary>
    private static readonly Case[] Cases =
    [
        new("mistakes", FindingIds.Configuration, Severity.Problem, "mesh.json: slotz: no such key", "put it right", Healthy with { Mistakes = ["mesh.json: slotz: no such key"] }),
        new("no node", FindingIds.NoNode, Severity.Problem, "nobody listens at /run/user/7/mesh/mesh.sock or /run/mesh/mesh.sock", "`mesh join`",
            WithoutNode(new NodeReach.Absent(["/run/user/7/mesh/mesh.sock", Here]))),
        new("no node, named", FindingIds.NoNode, Severity.Problem, "/tmp/s, which MESH_SOCKET names", "`mesh join`", WithoutNode(new NodeReach.Absent(["/tmp/s"])) with { SocketVariable = "/tmp/s" }),
        new("wrong MESH_SOCKET", FindingIds.SocketVariable, Severity.Problem, "MESH_SOCKET names /tmp/s, where no node listens; one listens at /run/mesh/mesh.sock", "`unset MESH_SOCKET`",
            WithoutNode(new NodeReach.Absent(["/tmp/s"], Elsewhere: Here)) with { SocketVariable = "/tmp/s" }),
        new("locked socket", FindingIds.NotYourNode, Severity.Problem, "the node at /run/mesh/mesh.sock is another user's", "as root", WithoutNode(new NodeReach.Denied(Here))),
        new("node of another user", FindingIds.NotYourNode, Severity.Problem, "the wrapper does not obey it", "`mesh join` as yourself", Healthy with { Reach = new NodeReach.Answered(Here, Obeyed: false) }),
        new("stuck node", FindingIds.NodeSilent, Severity.Problem, "no answer within 10 s", "start it again", WithoutNode(new NodeReach.Silent("the node does not answer: no answer within 10 s"))),
        new("old node", FindingIds.OtherProgram, Severity.Warning, "the running node is mesh 0.0.9, this program is 0.1.0", "`mesh leave`, `mesh join`", Healthy.WithNode(node => node with { Version = "0.0.9" })),

        new("no interface", FindingIds.NoMulticast, Severity.Problem, "no network interface", "`ip link set DEVICE up multicast on`", Alone().WithNetwork(network => network with { Interfaces = [] })),
        new("no interface, no node", FindingIds.NoMulticast, Severity.Problem, "no network interface", "--peer HOST:6374", WithoutNode(new NodeReach.Absent([Here])).WithNetwork(network => network with { Interfaces = [] })),
        new("port 5353 taken", FindingIds.MulticastPort, Severity.Problem, "Address already in use; avahi-daemon runs here", "disallow-other-stacks=no",
            Alone().WithNetwork(network => network with { PortTaken = "Address already in use", Responders = ["avahi-daemon"] })),
        new("other interface", FindingIds.OtherInterfaces, Severity.Problem, "uses none of this machine's networks (eth0 (10.0.0.7)); its own addresses are 127.0.0.1", "--interface", Alone().WithNode(node => node with { Addresses = ["127.0.0.1"] })),
        new("multicast blocked", FindingIds.NotHeardBack, Severity.Problem, "own announcement is not heard back on eth0 (10.0.0.7)", "`ufw allow 5353/udp`", Alone().WithNetwork(network => network with { Sighted = [] })),
        new("nobody there", FindingIds.NoPeers, Severity.Problem, "no other node is to be seen on eth0 (10.0.0.7)", "`mesh join` on another machine", Alone()),

        new("node gone", FindingIds.PeerRefuses, Severity.Problem, "big is announced at 10.0.0.8:40000, but nobody listens there", "`mesh join` on big again", Alone(SightedBig with { State = PortState.Refused })),
        new("firewall", FindingIds.PeerBlocked, Severity.Problem, "TCP port 40000 does not answer", "`mesh join --port 6374`, or `port` in mesh.json) and let it in: `ufw allow 6374/tcp`", Alone(SightedBig with { State = PortState.Silent })),
        new("firewall, by IPv6", FindingIds.PeerBlocked, Severity.Problem, "[fd00::8]:40000", "`firewall-cmd --permanent --add-port=6374/tcp", Alone(SightedBig with { Address = "fd00::8", State = PortState.Silent })),
        new("firewall, seen without a node", FindingIds.PeerBlocked, Severity.Problem, "TCP port 40000", "iptables -I INPUT -p tcp --dport 6374",
            WithoutNode(new NodeReach.Absent([Here])).WithNetwork(network => network with { Sighted = [SightedBig with { State = PortState.Silent }] })),
        new("other version", FindingIds.PeerVersion, Severity.Problem, "big at 10.0.0.8:40000 speaks protocol version 2, this mesh 1", "install the same mesh", Alone(SightedBig with { Protocol = 2 })),
        new("unknown text", FindingIds.PeerVersion, Severity.Problem, "speaks a version of mesh that this one does not understand", "install the same mesh", Alone(SightedBig with { Protocol = null, Id = "" })),
        new("suspect", FindingIds.PeerNotReady, Severity.Warning, "big at 10.0.0.8:40000 is suspect: its control connection is lost", "the log of the node on big", Healthy.WithPeers(Big with { State = "suspect", Reason = "its control connection is lost" })),
        new("quarantined", FindingIds.PeerDistrusted, Severity.Problem, "big is not trusted with every job: quarantined: the object is for another machine (x86_64)", "compare the compilers",
            Healthy.WithPeers(Big with { Reason = "quarantined: the object is for another machine (x86_64)" })),
        new("client only", FindingIds.PeerNoHelp, Severity.Information, "big is a client only", "`mesh doctor` on big", Healthy.WithPeers(Big with { Slots = 0, Free = 0 })),

        new("no compiler", FindingIds.NoCompiler, Severity.Warning, "gcc 12.2.0 for arm-linux-gnueabihf (/usr/bin/arm-linux-gnueabihf-gcc-12) gets no help: big has none for this target",
            "on big: Debian, Ubuntu, Raspberry Pi OS: `apt install gcc-12-arm-linux-gnueabihf g++-12-arm-linux-gnueabihf`; Gentoo: `crossdev --gcc '~12.2.0' --target arm-linux-gnueabihf`; anywhere, with crosstool-ng: `ct-ng list-samples`",
            Healthy.WithPeers(Big with { Targets = [Target("x86_64-linux-gnu", "12.2.0")] })),
        new("no g++", FindingIds.NoLanguage, Severity.Warning, "gcc 12.2.0 for arm-linux-gnueabihf (/usr/bin/arm-linux-gnueabihf-gcc-12) gets less help than it could: big has one for c, none for c++",
            "on big: Debian, Ubuntu, Raspberry Pi OS: `apt install g++-12-arm-linux-gnueabihf`;", Healthy.WithPeers(Big with { Targets = [Target("arm-linux-gnueabihf", "12.2.0") with { Languages = ["c"] }] })),
        new("no g++, and C has been compiled", FindingIds.NoLanguage, Severity.Warning, "none for c++", "g++-12-arm-linux-gnueabihf",
            Healthy.WithPeers(Big with { Targets = [Target("arm-linux-gnueabihf", "12.2.0") with { Languages = ["c"] }] }).WithNode(node => node with { Toolchains = [Gcc with { Verdicts = [Verdict("identical", null)] }] })),
        new("no g++ on one of two", FindingIds.NoLanguage, Severity.Information, "attic has one for c", "on attic",
            Healthy.WithPeers(Big, Big with { Name = "attic", Targets = [Target("arm-linux-gnueabihf", "12.2.0") with { Languages = ["c"] }] })),
        new("short of time", FindingIds.NotAsked, Severity.Information, "could not be asked in time about gcc 12.2.0 for sparc64-linux-gnu", "`mesh doctor` again", Healthy with { NotAsked = ["gcc 12.2.0 for sparc64-linux-gnu"] }),
        new("no clang", FindingIds.NoCompiler, Severity.Warning, "clang 14.0.6 for arm-unknown-linux-gnueabihf", "`apt install clang-14`",
            Healthy.WithNode(node => node with { Toolchains = [Gcc with { Compiler = "clang", Version = "14.0.6", Triplet = "arm-unknown-linux-gnueabihf" }] })),
        new("gcc of another version", FindingIds.OtherVersion, Severity.Warning, "gets no help: big has version 13.2.0, 11.3.0 (policy exact)", "gcc-12-arm-linux-gnueabihf",
            Healthy.WithPeers(Big with { Targets = [Target("arm-linux-gnueabihf", "13.2.0"), Target("arm-linux-gnueabihf", "11.3.0")] })),
        new("another spelling, another version", FindingIds.OtherVersion, Severity.Warning, "big has version 13.2.0", "gcc-12",
            Healthy.WithPeers(Big with { Targets = [Target("armv6j-hardfloat-linux-gnueabi", "13.2.0")] })),
        new("native peer", FindingIds.NoCompiler, Severity.Warning, "attic has none", "on attic: Debian, Ubuntu, Raspberry Pi OS: `apt install gcc-12 g++-12`; Gentoo: `emerge --oneshot '=sys-devel/gcc-12.2.0*'`",
            Healthy.WithPeers(Big with { Name = "attic", Arch = "armv7l", Targets = [] })),
        new("soft float", FindingIds.NotEquivalent, Severity.Warning, "big has gcc 12.2.0 for arm-linux-gnueabi, which is different: soft float, this one hard", "a compiler with the same defaults",
            Healthy.WithNode(node => node with { Toolchains = [Gcc with { Verdicts = [Verdict("different", "soft float, this one hard")] }] })),
        new("soft float, as the peer says", FindingIds.NotEquivalent, Severity.Warning, "big has no compiler that agrees: float ABI hard here, soft there", "a compiler with the same defaults",
            Healthy.WithPeers(Big with { Refusals = [new() { Triplet = Gcc.Triplet, Compiler = "gcc", Version = "12.2.0", Reason = "float ABI hard here, soft there" }] })),
        new("i686 client, x86_64 helper", FindingIds.OtherVersion, Severity.Warning, "big has version 13.2.0", "on big: Debian, Ubuntu, Raspberry Pi OS: `apt install gcc-12 g++-12`",
            Healthy.WithNode(node => node with { Toolchains = [Gcc with { Triplet = "i686-linux-gnu" }] }).WithPeers(Big with { Targets = [Target("x86_64-linux-gnu", "13.2.0")] })),
        new("some help", FindingIds.OtherVersion, Severity.Information, "gets less help than it could: attic has version 11.3.0", "on attic",
            Healthy.WithPeers(Big, Big with { Name = "attic", Targets = [Target("arm-linux-gnueabihf", "11.3.0")] })),
        new("cross compilers that nobody calls", FindingIds.NoCompiler, Severity.Information, "no peer has a compiler for these, which a build calls by their whole names if at all: gcc 12.2.0 for sparc64-linux-gnu, gcc 11.3.0 for m68k-linux-gnu",
            "the same compiler on big, with Gentoo by `crossdev`, anywhere by crosstool-ng, with Debian by `apt install gcc-12-sparc64-linux-gnu g++-12-sparc64-linux-gnu gcc-11-m68k-linux-gnu`",
            Healthy.WithNode(node => node with { Toolchains = [Gcc, Cross("sparc64-linux-gnu", "12.2.0", "c", "c++"), Cross("m68k-linux-gnu", "11.3.0", "c")] })),
        new("a cross compiler that was called", FindingIds.NotEquivalent, Severity.Warning, "gcc 12.2.0 for mips-linux-gnu (/usr/bin/mips-linux-gnu-gcc) gets no help: big has no compiler that agrees: big-endian here", "gcc-12-mips-linux-gnu",
            Healthy.WithNode(node => node with { Toolchains = [Gcc, Cross("mips-linux-gnu", "12.2.0", "c")] })
                .WithPeers(Big with { Refusals = [new() { Triplet = "mips-linux-gnu", Compiler = "gcc", Version = "12.2.0", Reason = "big-endian here, little-endian there" }] })),

        new("no wrapper", FindingIds.NoWrapper, Severity.Information, "no compiler wrapper in /w", "`mesh wrap`", Healthy with { Wrapper = new() { Directory = "/w" } }),
        new("wrapper off PATH", FindingIds.WrapperOffPath, Severity.Warning, "is not on PATH", "`eval \"$(mesh env)\"`", Healthy with { Wrapper = Healthy.Wrapper with { IsOnPath = false } }),
        new("wrapper overtaken", FindingIds.WrapperNotFirst, Severity.Warning, "these come first: /usr/bin/gcc", "put it first", Healthy with { Wrapper = Healthy.Wrapper with { Overtaken = ["/usr/bin/gcc"] } }),
        new("old wrapper", FindingIds.WrapperOutdated, Severity.Warning, "another version of mesh", "`mesh wrap`", Healthy with { Wrapper = Healthy.Wrapper with { IsUpToDate = false } }),
        new("new compiler", FindingIds.NotWrapped, Severity.Warning, "no wrapper stands before a, b, c, d, e and 2 more", "`mesh wrap` again", Healthy with { Wrapper = Healthy.Wrapper with { Unwrapped = ["a", "b", "c", "d", "e", "f", "g"] } }),
        new("MESH_LOCAL", FindingIds.MeshLocal, Severity.Warning, "MESH_LOCAL is set", "`unset MESH_LOCAL`", Healthy with { KeepsLocal = true }),
        new("MESH_REQUIRE", FindingIds.MeshRequire, Severity.Warning, "fails with exit code 101", "`unset MESH_REQUIRE`", Healthy with { RequiresRemote = true }),

        new("clock at 1970", FindingIds.ClockBehind, Severity.Problem, "the clock says 1970-01-01 00:07, but this very program is from 2026-11-13", "`timedatectl set-ntp true`",
            Healthy with { Clock = Healthy.Clock! with { Now = DateTimeOffset.FromUnixTimeSeconds(420) } }),
        new("files from the future", FindingIds.FilesFromTheFuture, Severity.Warning, "2 of the files here are from the future, such as Makefile", "touch {}", Healthy with { Clock = Healthy.Clock! with { Future = ["Makefile", "x.c"] } }),

        new("--no-help", FindingIds.NotHelping, Severity.Information, "compiles for nobody: it was told not to help", "`--no-help`", Healthy.WithNode(node => node with { NoHelp = NodeStatus.NotWanted, Slots = 0 })),
        new("no launcher", FindingIds.NotHelping, Severity.Warning, "compiles for nobody: no C compiler on PATH", "then `mesh leave` and `mesh join`", Healthy.WithNode(node => node with { NoHelp = "no C compiler on PATH", Slots = 0 })),
        new("no sandbox", FindingIds.NoSandbox, Severity.Warning, "no Landlock", "`apt install bubblewrap`", Healthy with { Sandbox = new() { HasLandlock = false } }),
        new("bubblewrap unused", FindingIds.NoSandbox, Severity.Warning, "no Landlock", "`mesh join --sandbox bubblewrap`, or give", Healthy with { Sandbox = new() { HasLandlock = false, HasBubblewrap = true } }),
        new("no key", FindingIds.OpenMesh, Severity.Information, "the mesh is open", "no mesh keys yet", Healthy),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Fact]
    public void A_peer_behind_a_firewall_is_one_finding()
    {
        var examined = Healthy.WithPeers(Big with { State = "discovered", Reason = "timed out" })
            .WithNetwork(network => network with { Sighted = [SightedBig with { State = PortState.Silent }] });

        var found = Assert.Single(Diagnosis.Of(examined), finding => finding.Sentence.Contains("big", StringComparison.Ordinal) && finding.Severity != Severity.Information);

        Assert.Equal(FindingIds.PeerBlocked, found.Id);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_wrong_is_found(string name)
    {
        var expected = Cases.Single(one => one.Name == name);

        var found = Assert.Single(Diagnosis.Of(expected.Examined), finding => finding.Id == expected.Id);

        Assert.Equal(expected.Severity, found.Severity);
        Assert.Contains(expected.Sentence, found.Sentence);
        Assert.Contains(expected.Remedy, found.Remedy);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thing_that_is_wrong_is_told_once(string name)
    {
        var expected = Cases.Single(one => one.Name == name);

        var others = Diagnosis.Of(expected.Examined).Where(finding => finding.Severity != Severity.Information && finding.Id != expected.Id);

        // Without a node there is none, besides.
        Assert.DoesNotContain(others, finding => finding.Id != FindingIds.NoNode);
    }

    [Fact]
    public void Where_nothing_is_wrong_only_information_is_given() =>
        Assert.Equal([FindingIds.OpenMesh], Diagnosis.Of(Healthy).Select(finding => finding.Id));

    [Theory]
    [InlineData("identical")]
    [InlineData("equivalent")]
    [InlineData("untested")]
    public void A_peer_that_was_not_judged_different_helps_whatever_its_name_says(string verdict)
    {
        var examined = Healthy.WithPeers(Big with { Targets = [Target("armv6-rpi-linux-gnueabi", "12.2.0")] })
            .WithNode(node => node with { Toolchains = [Gcc with { Verdicts = [Verdict(verdict, null)] }] });

        Assert.DoesNotContain(Diagnosis.Of(examined), finding => finding.Severity != Severity.Information);
    }

    [Theory]
    [InlineData("armv6j-hardfloat-linux-gnueabi", "armv6-rpi-linux-gnueabi", "12.2.0", "Exact")]
    [InlineData("i586-pc-linux-gnu", "x86_64-linux-gnu", "12.2.0", "Exact")]
    [InlineData("arm-linux-gnueabihf", "arm-linux-gnueabihf", "12.3.0", "Major")]
    public void A_compiler_that_is_worth_asking_is_no_shortage(string own, string theirs, string version, string policy)
    {
        var examined = Healthy.WithPeers(Big with { Targets = [Target(theirs, version)] }).WithNode(node => node with { Toolchains = [Gcc with { Triplet = own }] }) with { Policy = Enum.Parse<VersionPolicy>(policy) };

        Assert.DoesNotContain(Diagnosis.Of(examined), finding => finding.Severity != Severity.Information);
    }

    [Fact]
    public void A_peer_that_is_ready_needs_no_multicast() =>
        Assert.DoesNotContain(Diagnosis.Of(Healthy.WithNetwork(network => network with { Interfaces = [], Sighted = [] })), finding => finding.Severity != Severity.Information);

    [Fact]
    public void Every_finding_has_a_test_and_a_line_in_the_documents()
    {
        var ids = typeof(FindingIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).ToList();
        var document = File.ReadAllText(Repository.File("docs", "TROUBLESHOOTING.md"));

        Assert.Equal(ids.Order(), Cases.Select(one => one.Id).Distinct().Order());
        Assert.All(ids, id => Assert.Contains($"| `{id}` |", document));
    }

    private static ToolchainStatus Cross(string triplet, string version, params string[] languages) =>
        Gcc with { Triplet = triplet, Version = version, Path = $"/usr/bin/{triplet}-gcc", Languages = languages };

    private static VerdictStatus Verdict(string verdict, string? reason) => new() { Peer = "big", Toolchain = "gcc 12.2.0 for arm-linux-gnueabi", Verdict = verdict, Reason = reason };

    private sealed record Case(string Name, string Id, Severity Severity, string Sentence, string Remedy, Examination Examined);
}
