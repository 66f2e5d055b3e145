namespace Mesh.Lab.Roots;

/// <summary>Lets the kernel start ARM programs by qemu, for as long as a lab machine lives.</summary>
internal static class Emulation
{
    /// <summary>Debian's qemu-user-static says here how: the line that goes into binfmt_misc, with the flag that opens qemu at once, outside of any root.</summary>
    public const string Registration = "/usr/lib/binfmt.d/qemu-arm.conf";

    /// <summary>
    /// Shell commands for a machine that is being set up, whose /proc is at <paramref name="proc"/>. Since Linux 6.7 the registration
    /// ends with the last mount of binfmt_misc, so each machine holds one. Two machines may come at once: then one finds it done.
    /// </summary>
    public static string SetUp(string proc) => $"""
        mount -t binfmt_misc binfmt_misc {proc}/sys/fs/binfmt_misc
        [ -e {proc}/sys/fs/binfmt_misc/qemu-arm ] || cat {Registration} > {proc}/sys/fs/binfmt_misc/register || [ -e {proc}/sys/fs/binfmt_misc/qemu-arm ]
        """;
}
