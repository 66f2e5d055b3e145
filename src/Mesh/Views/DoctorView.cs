using System.Text;
using Mesh.Node.Doctor;

namespace Mesh.Views;

/// <summary>What <c>mesh doctor</c> prints.</summary>
internal static class DoctorView
{
    public static string Render(DoctorReport report)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Findings)
        {
            text.Append(Printable.Of($"{finding.Severity}: {finding.Sentence} [{finding.Id}]")).Append('\n');
            text.Append("    ").Append(Printable.Of(finding.Remedy)).Append('\n');
        }

        return text.Append(Summary(report)).Append('\n').ToString();
    }

    private static string Summary(DoctorReport report) =>
        report.Problems + report.Warnings == 0 ? "nothing is wrong"
        : report.Warnings == 0 ? Plural.Of(report.Problems, "problem")
        : report.Problems == 0 ? Plural.Of(report.Warnings, "warning")
        : $"{Plural.Of(report.Problems, "problem")}, {Plural.Of(report.Warnings, "warning")}";
}
