namespace Mesh.Node.Discovery;

internal static class Jitter
{
    public static TimeSpan Between(this Random random, int fromMs, int toMs) => TimeSpan.FromMilliseconds(fromMs + (random.NextDouble() * (toMs - fromMs)));
}
