using Mesh.Compile.Arguments;
using Mesh.Node.Tests.Helper;
using Mesh.Node.Toolchains;
using Mesh.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Toolchains;

/// <summary>A folder of compilers that misbehave on order, and a registry that looks at it.</summary>
public abstract class RegistryTest : IDisposable
{
    /// <summary>Enough for every compiler of a busy machine.</summary>
    protected static TimeSpan Long => TimeSpan.FromSeconds(20);

    private protected TempDirectory Folder { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected string Bin => Folder.File("bin");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Toolchain? Find(ToolchainRegistry registry) => registry.Find("fake-linux-gnu", CompilerFamily.Gcc, "1.2.3", SourceLanguage.C);

    private protected ToolchainRegistry Registry(params string[] directories) => Registry(Long, directories);

    private protected ToolchainRegistry Registry(TimeSpan patience, params string[] directories) =>
        new(ToolchainPlaces.Only(directories), Folder.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = patience };

    private protected string Broken(string name) => Path.Combine(Bin, name + ".broken");

    /// <summary>Nothing has changed there for long, as its date says.</summary>
    private protected static void LetRest(string directory) => Directory.SetLastWriteTimeUtc(directory, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private protected static void Turn(string link, string target)
    {
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
    }

    private protected async Task InstallAsync(string name)
    {
        Directory.CreateDirectory(Bin);
        File.Copy(await Workshop.FakeCompilerAsync(), Path.Combine(Bin, name));
    }
}
