using System.Runtime.InteropServices;

namespace Mesh.Node.Sandbox;

/// <summary>Whether the kernel can keep a job from files (landlock(7), Linux 5.13). The launcher uses it by itself where it can.</summary>
internal static class Landlock
{
    /// <summary>The same number on every architecture, as of all calls since 2019; Alpha, which numbers its own way, answers that there is none.</summary>
    private const nint CreateRuleset = 444;

    /// <summary>LANDLOCK_CREATE_RULESET_VERSION: makes nothing, answers which version there is.</summary>
    private const uint AskVersion = 1;

    public static bool IsAvailable => syscall(CreateRuleset, IntPtr.Zero, 0, AskVersion) > 0;

#pragma warning disable IDE1006, SYSLIB1054 // the name is libc's; LibraryImport is not on netstandard2.1
    [DllImport("libc")]
    private static extern nint syscall(nint number, IntPtr attributes, nuint size, uint flags);
#pragma warning restore IDE1006, SYSLIB1054
}
