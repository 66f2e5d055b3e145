using Mesh.Compile.Classification;
using Mesh.Node.Peers;
using Mesh.Wire;

namespace Mesh.Node.Dispatch;

/// <summary>Why a compile that could have travelled stayed here, or came back. The reasons of the command line itself are the classifier's.</summary>
internal static class DispatchReasons
{
    public const string PreprocessorMessage = "preprocessor-message";
    public const string CompilerMessage = "compiler-message";

    private const string UnfitSource = "unfit-source";
    private const string LosesPragma = "lost-pragma";

    /// <summary>Whether another text of the same source may not have it.</summary>
    public static bool IsOfText(LocalReason reason) => reason.Code is UnfitSource or LosesPragma;

    public static LocalReason NotText() => Heavy("not-utf-8", "an argument, a path or a variable is not UTF-8 text");

    public static LocalReason OtherWrapper(string name) =>
        new("other-wrapper", $"the compiler on PATH is {name}, which calls the real one through the mesh", LocalWeight.None);

    public static LocalReason UnknownCompiler(string path) => Heavy("unknown-compiler", $"{path} is neither a gcc nor a clang that the mesh knows");

    public static LocalReason NotAFile(string source) => Heavy("not-a-regular-file", $"{source} is no regular file: what the preprocessor reads of it may be gone for the compiler here");

    public static LocalReason NoPeer() => Heavy("no-peer", "no peer is ready to help");

    /// <summary>Peers whose reasons are told where none will do; <c>mesh explain</c> tells all.</summary>
    private const int NamedPeers = 2;

    /// <summary>Why none of these peers will do, in a sentence.</summary>
    public static string WhyNone(IEnumerable<Peer> ready, Func<Peer, string?> whyNot) => string.Join("; ", ready.Take(NamedPeers).Select(peer => $"{peer.Name}: {whyNot(peer)}"));

    public static LocalReason NoToolchain(CompilerWish wanted, string why) =>
        Heavy("no-toolchain", $"no peer stands in for {wanted.Compiler} {wanted.Version} for {wanted.Triplet} ({wanted.Language}): {why}");

    public static LocalReason OptionsNotTaken() => Heavy("options-not-taken", "the compiler does not take these options, and says so itself");

    public static LocalReason Uncheckable(string why) => Heavy("uncheckable-target", $"{why}, so none is taken from a peer");

    public static LocalReason PeersBusy(int waiting) => Heavy("peers-busy", $"all peers are busy, and {waiting} jobs wait for them already");

    public static LocalReason PeersFailing(string why) => Heavy("peers-failing", $"peers that keep failing are left alone for a while: {why}");

    public static LocalReason PreprocessorSpoke() =>
        Heavy(PreprocessorMessage, "the preprocessor failed or printed something: the compiler here says it in full");

    public static LocalReason PrecompiledHeader() => Heavy(LocalReasons.PrecompiledHeader, "the source includes a header that the compiler here has precompiled");

    public static LocalReason UnknownCharacters() => Heavy(LocalReasons.Environment, "sanitizers write names in the characters of the caller's locale, which a peer may not have");

    public static LocalReason LostPragma(string file) => Heavy(LosesPragma, $"{file} may have a #pragma message or redefine_extname, or a comment that gcc warns of where it is skipped, which the preprocessor loses");

    public static LocalReason TooLarge() => Heavy("too-large", $"the preprocessed source has more than {WireLimits.MaxSourceBytes >> 20} MiB");

    public static LocalReason CompilerSpoke(string peer) =>
        Heavy(CompilerMessage, $"the compiler at {peer} failed or printed something: the compiler here says it with its source lines");

    public static LocalReason Unfit(string detail) => Heavy(UnfitSource, $"the source compiles faithfully only here: {detail}");

    public static LocalReason PeerFailed(string detail) => Heavy("peer-failed", $"the peers that were tried failed; the last: {detail}");

    public static LocalReason BeyondTarget(string peer, string excess) => Heavy("beyond-target", $"{excess}; {peer} or the source's own assembler asked for it, so it is compiled here");

    public static LocalReason OtherMarks(string peer, string what) =>
        Heavy("other-marks", $"{what}; a word to the assembler may have asked for it as well as {peer}, so it is compiled here");

    public static LocalReason CannotWrite(string detail) => Heavy("cannot-write", $"the result could not be written: {detail}");

    private static LocalReason Heavy(string code, string text) => new(code, text, LocalWeight.Heavy);
}
