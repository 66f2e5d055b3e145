using System.Globalization;
using Mesh.Node.Processes;

namespace Mesh.Node.Sandbox;

/// <summary>Resource limits, a directory of its own, a lowered priority: what <c>mesh-hands --job</c> sets before it becomes the compiler.</summary>
internal sealed class LauncherSandbox(string launcher, JobLimits limits) : ISandbox
{
    public string Name => "limits";

    public ChildCommand Confine(ChildCommand compiler, string directory) => compiler with
    {
        File = launcher,
        Arguments =
        [
            "--job", directory, Number(limits.CpuSeconds), Number(limits.AddressSpaceBytes), Number(limits.FileBytes), Number(limits.Processes), Number(limits.Nice),
            "--", compiler.File, .. compiler.Arguments,
        ],
        LeadsItsGroup = true,
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
