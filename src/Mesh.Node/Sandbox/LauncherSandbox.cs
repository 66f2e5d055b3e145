using System.Globalization;
using Mesh.Node.Processes;

namespace Mesh.Node.Sandbox;

/// <summary>
/// Resource limits, a directory of its own, a lowered priority and, where the kernel has Landlock, no other file to write and few to read: what
/// <c>mesh-hands --job</c> sets before it starts the compiler.
/// </summary>
internal sealed class LauncherSandbox(string launcher, JobLimits limits) : ISandbox
{
    public string Name => "limits";

    public ChildCommand Confine(ChildCommand compiler, string directory) =>
        Launch(compiler, directory, CompilerView.InstallationOf(compiler.File) is { } own ? [.. CompilerView.SystemPaths, own] : CompilerView.SystemPaths);

    /// <param name="readable">What Landlock leaves to be read; empty for no Landlock, under which bubblewrap could not mount.</param>
    public ChildCommand Launch(ChildCommand compiler, string directory, IReadOnlyList<string> readable) => compiler with
    {
        File = launcher,
        Arguments =
        [
            "--job", directory, Number(limits.CpuSeconds), Number(limits.AddressSpaceBytes), Number(limits.FileBytes), Number(limits.Processes), Number(limits.Nice),
            .. readable, "--", compiler.File, .. compiler.Arguments,
        ],
        LeadsItsGroup = true,
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
