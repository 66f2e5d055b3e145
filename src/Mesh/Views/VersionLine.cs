using System.Reflection;
using System.Runtime.InteropServices;

namespace Mesh.Views;

/// <summary>One line that a bug report needs.</summary>
internal static class VersionLine
{
    public static string Version { get; } =
        typeof(VersionLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static string Text => $"mesh {Version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()})";
}
