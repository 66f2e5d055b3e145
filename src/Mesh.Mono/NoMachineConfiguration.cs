using System.Configuration.Internal;
using System.Reflection;

namespace Mesh.Running;

/// <summary>
/// Answers for Mono's machine.config. The first socket asks there whether IPv6 is wanted, and for that Mono loads and compiles an XML
/// reader: a tenth of a node's start and some MiB for as long as it lives. Without a section its own default holds, which is yes.
/// </summary>
internal sealed class NoMachineConfiguration : IInternalConfigSystem
{
    public bool SupportsUserConfig => false;

    public object? GetSection(string configKey) => null;

    public void RefreshConfig(string sectionName)
    {
    }

    /// <summary>To be called before the first socket. A Mono that does not know this way reads its file.</summary>
    public static void Install()
    {
        var manager = Type.GetType($"System.Configuration.ConfigurationManager, {typeof(IInternalConfigSystem).Assembly.FullName}");
        manager?.GetMethod("ChangeConfigurationSystem", BindingFlags.Static | BindingFlags.NonPublic)?.Invoke(null, [new NoMachineConfiguration()]);
    }
}
