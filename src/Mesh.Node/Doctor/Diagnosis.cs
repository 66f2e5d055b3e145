namespace Mesh.Node.Doctor;

/// <summary>Makes findings of an examination, in the order in which they are best dealt with. Pure.</summary>
internal static class Diagnosis
{
    public static IReadOnlyList<Finding> Of(Examination examined) =>
    [
        .. NodeChecks.Of(examined),
        .. NetworkChecks.Of(examined),
        .. PeerChecks.Of(examined),
        .. CompilerChecks.Of(examined),
        .. WrapperChecks.Of(examined),
        .. ClockChecks.Of(examined),
        .. HelperChecks.Of(examined),
    ];
}
