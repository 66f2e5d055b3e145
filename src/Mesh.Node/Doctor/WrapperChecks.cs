namespace Mesh.Node.Doctor;

/// <summary>Do the compiles of this shell reach the node?</summary>
internal static class WrapperChecks
{
    public static IEnumerable<Finding> Of(Examination examined) => Variables(examined).Concat(Directory(examined.Wrapper));

    private static IEnumerable<Finding> Variables(Examination examined)
    {
        if (examined.KeepsLocal)
        {
            yield return new(FindingIds.MeshLocal, Severity.Warning, "MESH_LOCAL is set: the wrapper runs every compile here, and asks no node", "`unset MESH_LOCAL`");
        }

        if (examined.RequiresRemote)
        {
            yield return new(FindingIds.MeshRequire, Severity.Warning, "MESH_REQUIRE is set: a compile that cannot be done by a peer fails with exit code 101", "`unset MESH_REQUIRE`; it is meant for tests");
        }
    }

    private static IEnumerable<Finding> Directory(WrapperFacts wrapper)
    {
        if (!wrapper.Exists)
        {
            // A machine that only helps needs none, nor does CC="mesh cc -- gcc".
            yield return new(FindingIds.NoWrapper, Severity.Information, $"there is no compiler wrapper in {wrapper.Directory}, so builds here do not use the mesh by themselves",
                "where you build: `mesh wrap`, then `eval \"$(mesh env)\"`; or `CC=\"mesh cc -- gcc\"`");
            yield break;
        }

        if (!wrapper.IsUpToDate)
        {
            yield return new(FindingIds.WrapperOutdated, Severity.Warning, $"the wrapper in {wrapper.Directory} was built by another version of mesh, or does not run", "`mesh wrap`");
        }

        if (!wrapper.IsOnPath)
        {
            yield return new(FindingIds.WrapperOffPath, Severity.Warning, $"{wrapper.Directory} is not on PATH, so this shell's compiles do not use the mesh", "`eval \"$(mesh env)\"`, or the line that `mesh wrap` prints in your shell's profile");
        }
        else if (wrapper.Overtaken.Count > 0)
        {
            yield return new(FindingIds.WrapperNotFirst, Severity.Warning, $"{wrapper.Directory} is on PATH, but these come first: {Some(wrapper.Overtaken)}",
                $"put it first: `export PATH={wrapper.Directory}:$PATH`, after whatever else changes PATH");
        }

        if (wrapper.Unwrapped.Count > 0)
        {
            yield return new(FindingIds.NotWrapped, Severity.Warning, $"no wrapper stands before {Some(wrapper.Unwrapped)}: installed after `mesh wrap`", "`mesh wrap` again");
        }
    }

    private static string Some(IReadOnlyList<string> names) => names.Count <= 6 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
}
