namespace Mesh.Lab.Sources;

/// <summary>A source package from this machine's own Debian mirror, as its authors wrote it: Debian's patches are left out.</summary>
/// <param name="InPackage">For sources that come in a binary package (kernel modules, which each machine builds for itself): where they are in that; may end in '*'.</param>
internal sealed record DebianSource(string Name, string? InPackage = null)
{
    public static DebianSource Lua { get; } = new("lua5.4");

    public static DebianSource YamlCpp { get; } = new("yaml-cpp");

    public static DebianSource Nginx { get; } = new("nginx");

    /// <summary>Has a configure script, as <see cref="Popt"/> has.</summary>
    public static DebianSource Ogg { get; } = new("libogg");

    public static DebianSource Popt { get; } = new("popt");

    /// <summary>C, builds with CMake.</summary>
    public static DebianSource Jansson { get; } = new("jansson");

    /// <summary>What every checkout of this tree builds; others are fetched by the tests that need them.</summary>
    public static IReadOnlyList<DebianSource> All { get; } = [Lua, YamlCpp, Nginx, Ogg, Popt, Jansson];

    /// <summary>Kept between runs; <c>MESH_LAB_CACHE</c> names another place.</summary>
    public static string Cache { get; } = Environment.GetEnvironmentVariable("MESH_LAB_CACHE") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache/mesh-lab");

    /// <returns>The folder of the unpacked tree, not to be written to.</returns>
    /// <exception cref="LabUnavailableException">The sources are neither here nor to be had.</exception>
    public async Task<string> FetchAsync(CancellationToken cancel)
    {
        var tree = Path.Combine(Cache, Name);
        if (Directory.Exists(tree)) return tree;

        Directory.CreateDirectory(Cache);
        var scratch = Directory.CreateDirectory(Path.Combine(Cache, $"fetching.{Environment.ProcessId}.{Guid.NewGuid():n}")).FullName;
        try
        {
            Directory.Move(await (InPackage is null ? UnpackSourceAsync(scratch, cancel) : UnpackPackageAsync(scratch, InPackage, cancel)), tree);
        }
        catch (IOException) when (Directory.Exists(tree))
        {
            // another process was faster
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
        return tree;
    }

    private async Task<string> UnpackSourceAsync(string scratch, CancellationToken cancel)
    {
        await DownloadAsync(scratch, cancel);
        var description = Directory.EnumerateFiles(scratch, "*.dsc").Single();
        await PrivateApt.RunAsync(scratch, cancel, "dpkg-source", "-q", "--skip-patches", "--no-check", "-x", description, "tree");
        return Path.Combine(scratch, "tree");
    }

    private async Task<string> UnpackPackageAsync(string scratch, string folder, CancellationToken cancel)
    {
        await PrivateApt.RunAsync(scratch, cancel, "apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", Name);
        await PrivateApt.RunAsync(scratch, cancel, "dpkg-deb", "-x", Directory.EnumerateFiles(scratch, "*.deb").Single(), "package");
        var whole = Path.Combine(scratch, "package", folder);
        return Directory.EnumerateDirectories(Path.GetDirectoryName(whole)!, Path.GetFileName(whole)).Single();
    }

    private async Task DownloadAsync(string scratch, CancellationToken cancel)
    {
        var apt = await PrivateApt.OpenAsync(scratch, AptSources.ForSources(), cancel);
        await apt.GetAsync(cancel, "--download-only", "source", Name);
    }
}
