using Mesh.Lab.Sources;
using Mesh.Lab.Tests.Guides;

namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>A way to build, and a real project that is built so. The commands are those of the guide, which is thereby held to what it says.</summary>
/// <param name="Name">Stands in the guide's <c>builds NAME</c> comment.</param>
/// <param name="Units">Translation units that the build compiles to objects.</param>
/// <param name="Needs">Programs, or folders ('*' for any), without which it cannot be done.</param>
internal sealed record BuildSystem(string Name, DebianSource Source, int Units, params string[] Needs)
{
    private const string GuideName = "build-systems";

    private static DebianSource Pciutils { get; } = new("pciutils");

    /// <summary>Cheap enough for every run; the others are for tests/lab-slow.sh.</summary>
    public static IReadOnlyList<BuildSystem> Quick { get; } =
    [
        new("ninja", DebianSource.Jansson, 31, "cmake", "ninja"),
        new("libtool", DebianSource.Popt, 14),
    ];

    public static IReadOnlyList<BuildSystem> Slow { get; } =
    [
        new("make", new("iproute2"), 200, "flex", "bison"),
        new("make-variable", Pciutils, 28),
        new("configure-variable", DebianSource.Popt, 14),
        new("ninja-launcher", DebianSource.Jansson, 31, "cmake", "ninja"),
        new("cmake-launcher", DebianSource.YamlCpp, 34, "cmake"),
        new("meson", new("fribidi"), 36, "meson", "ninja"),   // and five that ccache, which meson takes by itself, has from another folder
        new("kbuild", new("xtables-addons-dkms", "usr/src/xtables-addons-*"), 48, "/usr/src/linux-headers-*-common"),
        new("dpkg", new("dash"), 33, "dpkg-buildpackage", "dh", "fakeroot"),
        new("ccache-behind", Pciutils, 28, "ccache"),
        new("ccache-prefix", Pciutils, 28, "ccache"),
        new("ccache-first", Pciutils, 28, "ccache"),
    ];

    public static IEnumerable<BuildSystem> All => Quick.Concat(Slow);

    /// <summary>The names of the guide's builds, in its order.</summary>
    public static IEnumerable<string> InGuide => Guide.Read(GuideName).Blocks.Select(block => block.Build).OfType<string>();

    public bool IsCached => Needs.Contains("ccache");

    /// <summary>What it needs and is not installed.</summary>
    public string? Missing() => Needs.FirstOrDefault(what => what.StartsWith('/')
        ? !Directory.EnumerateDirectories(Path.GetDirectoryName(what)!, Path.GetFileName(what)).Any()
        : Privilege.Find(what) is null);

    public RealProject Project()
    {
        var lines = Guide.Read(GuideName).Blocks.Single(block => block.Build == Name).Lines;
        return new RealProject(Name, Source, "", "set -e\n" + string.Join('\n', lines), Units);
    }
}
