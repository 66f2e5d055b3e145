namespace Mesh.Running;

/// <summary>The compiler wrapper's source, which travels inside the program and is built on each machine by its own C compiler.</summary>
internal static class HandsSource
{
    public static string Read()
    {
        using var stream = typeof(HandsSource).Assembly.GetManifestResourceStream("hands/hands.c")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
