namespace Mesh.Views;

/// <summary>What is known of the terminal that output goes to.</summary>
internal static class Terminal
{
    /// <summary>Wide enough that a table in a file or a pipe is never wrapped.</summary>
    private const int Endless = 10_000;

    public static int Width
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? Endless : Console.WindowWidth;
            }
            catch (IOException)
            {
                return Endless;     // a terminal that does not know its size
            }
        }
    }
}
