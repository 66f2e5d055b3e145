using System.Text;

namespace Mesh.Tests.Hands;

/// <summary>How the hands ended, and what they printed.</summary>
internal sealed record HandsEnd(int Code, int Signal, string Out, string Err)
{
    public string[] OutStrings => Out.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
