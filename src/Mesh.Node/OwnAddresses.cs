using System.Net.NetworkInformation;

namespace Mesh.Node;

/// <summary>The addresses by which peers reach this machine.</summary>
internal static class OwnAddresses
{
    /// <param name="interfaces">The interfaces that were chosen; empty for all.</param>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> interfaces) =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(link => link.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .Where(link => interfaces.Count == 0 ? link.NetworkInterfaceType != NetworkInterfaceType.Loopback : interfaces.Contains(link.Name))
            .SelectMany(link => link.GetIPProperties().UnicastAddresses)
            .Select(own => own.Address.ToString())];
}
