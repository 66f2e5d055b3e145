using System.Globalization;

namespace Mesh.Node.Doctor;

/// <summary>
/// A wrong clock makes `make` build too much or too little, and `__DATE__` lie, whoever compiles. Peers do not tell each other the time.
/// </summary>
internal static class ClockChecks
{
    /// <summary>File systems and machines on a network differ by a little; a build notices seconds.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private const string SetClock = "set the clock: `timedatectl set-ntp true` (or `chronyd -q`, `ntpdate -u pool.ntp.org`)";

    public static IEnumerable<Finding> Of(Examination examined)
    {
        if (examined.Clock is not { } clock) yield break;
        if (clock.Now < clock.ProgramDate - Tolerance)
        {
            yield return new(FindingIds.ClockBehind, Severity.Problem,
                $"the clock says {Text(clock.Now)}, but this very program is from {Text(clock.ProgramDate)}", SetClock);
        }

        if (clock.Future.Count > 0)
        {
            yield return new(FindingIds.FilesFromTheFuture, Severity.Warning,
                $"{clock.Future.Count} of the files here are from the future, such as {clock.Future[0]}: make will take them for new, again and again",
                $"{SetClock}; then `find . -newermt now -exec touch {{}} +`");
        }
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
