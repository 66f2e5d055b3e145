using Spectre.Console;

namespace Mesh.Views;

/// <summary>A table as plain text: no colours, no trailing blanks, no empty lines.</summary>
internal static class TableText
{
    public static string Draw(Table table, int width)
    {
        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(table);
        return string.Concat(text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => line + "\n"));
    }
}
