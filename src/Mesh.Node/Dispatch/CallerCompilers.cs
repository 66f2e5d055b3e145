using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Knows what the compilers are that the hands meet. It asks the compiler itself, through the hands: what stands at that path in the
/// caller's container or chroot need not be what stands there for this node. Remembered by file identity, for each user apart: the identity is the
/// word of that user's process.
/// </summary>
internal sealed class CallerCompilers
{
    /// <summary>A compiler prints some 1 KiB for -v; more than this is no compiler.</summary>
    private const int MaxAnswerBytes = 64 * 1024;

    /// <summary>Different compilers remembered; more than builds call at one time, and a bound on what a hostile caller can fill.</summary>
    private const int MostKnown = 256;

    // By the name too: a clang called aarch64-linux-gnu-clang is another compiler than the same file called clang.
    private readonly RecentlyUsed<(uint User, string Called, string Path, FileIdentity File), CompilerIdentity?> _known = new(MostKnown);

    /// <summary>The compiler of this call; null when it is none that the mesh knows how to help.</summary>
    public async ValueTask<CompilerIdentity?> IdentifyAsync(HandsSession hands, Call call)
    {
        var key = (hands.User, call.Compiler, call.RealCompiler, call.Identity);
        if (_known.TryGet(key, out var known))
        {
            return known;
        }

        var answer = await CallerProgram.AskAsync(hands, [call.Compiler, "-v"], CallerProgram.PlainLanguage, MaxAnswerBytes).ConfigureAwait(false);
        var identity = CompilerIdentity.Parse(answer.Err);
        if (answer.Succeeded)
        {
            _known.Keep(key, identity); // a program that failed (no memory, no processes left) is asked again next time
        }

        return identity;
    }
}
