using Mesh.Wire.Messages;

namespace Mesh.Wire;

/// <summary>Every bound of the peer protocol. What a peer announces is held against these before it sizes anything.</summary>
internal static class WireLimits
{
    /// <summary>Version of the peer protocol spoken here; docs/PROTOCOL.md describes it.</summary>
    public const int ProtocolVersion = 1;

    /// <summary>Bytes of one bulk chunk as carried (compressed): large enough that headers vanish, small enough that a helper's
    /// memory per connection stays small and a cancelled job stops soon.</summary>
    public const int MaxChunkBytes = 256 * 1024;

    /// <summary>Bytes each of a compiler's stdout and stderr that a Result carries: ten times the worst template error we have
    /// seen. A job that prints more is refused as TooLarge, and compiled at home.</summary>
    public const int MaxCapturedBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of a Job frame: the kernel gives a command line 2 MiB by default.</summary>
    public const int MaxJobBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of a Hello frame; the only frame read from a stranger, so it is small. A hundred targets take about 8 KiB.</summary>
    public const int MaxHelloBytes = 64 * 1024;

    /// <summary>Bytes of an Inquiry frame: two texts of facts, and options.</summary>
    public const int MaxInquiryBytes = 512 * 1024;

    /// <summary>Bytes of each text of facts in an Inquiry. gcc 12 for x86_64 needs 12 KiB for its macros, 25 KiB for its options.</summary>
    public const int MaxFactsBytes = 128 * 1024;

    /// <summary>Options of an Inquiry, and its pins: those that bear on the code. The kernel gives about eighty.</summary>
    public const int MaxInquiryOptions = 1024;

    /// <summary>Bytes of every other frame: a few numbers and one <see cref="MaxDetailBytes"/> text.</summary>
    public const int MaxSmallBytes = 8 * 1024;

    /// <summary>Bytes of the largest frame of any kind after its length field: a Result full to the brim.</summary>
    public const int MaxFrameBytes = (2 * MaxCapturedBytes) + MaxSmallBytes;

    /// <summary>Bytes of a source after decompression. The largest preprocessed C++ units in the wild are near 100 MiB.</summary>
    public const long MaxSourceBytes = 256L * 1024 * 1024;

    /// <summary>Bytes of one output after decompression: debug objects of such units stay below this.</summary>
    public const long MaxOutputBytes = 512L * 1024 * 1024;

    /// <summary>Entries of a message's map, known and unknown keys together: room for three times what version 1 has.</summary>
    public const int MaxFields = 32;

    /// <summary>Targets that one node offers; a well-stocked cross-compiling host has about thirty.</summary>
    public const int MaxTargets = 256;

    /// <summary>Languages of a target, codecs of a node, outputs of a job: each has fewer than ten members today.</summary>
    public const int MaxShortList = 16;

    /// <summary>Options of a job, a little below what <see cref="MaxJobBytes"/> could hold: each costs an object here.</summary>
    public const int MaxOptions = 64 * 1024;

    /// <summary>Bytes of one option; Linux allows one argument 128 KiB.</summary>
    public const int MaxOptionBytes = 128 * 1024;

    /// <summary>Environment entries of a job; the allow-list has about twenty names.</summary>
    public const int MaxEnvironment = 64;

    /// <summary>Files that a job's messages may point at: a source and some of its headers.</summary>
    public const int MaxNamedFiles = 100;

    /// <summary>Files of a <see cref="SourceTree"/>; a C++ unit of a large project includes two thousand.</summary>
    public const int MaxTreeFiles = 8 * 1024;

    /// <summary>Directories of one kind in a <see cref="SourceTree"/>.</summary>
    public const int MaxTreeDirectories = 1024;

    /// <summary>Bytes of a <see cref="SourceTree"/>, which is in memory as a whole: ten times what the standard library's headers are.</summary>
    public const int MaxTreeBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of a name: node id, host name (RFC 1035: 255), triplet, compiler version, language, codec.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>Bytes of a path; PATH_MAX of Linux.</summary>
    public const int MaxPathBytes = 4096;

    /// <summary>Bytes of a text for people, such as the detail of a refusal.</summary>
    public const int MaxDetailBytes = 4096;

    /// <summary>Slots or running jobs of one node: no machine has so many, and sums of them fit an int.</summary>
    public const int MaxSlots = 65_535;

    /// <summary>Milliseconds: a day. No compile lasts longer, no refusal asks for more patience.</summary>
    public const int MaxMilliseconds = 24 * 60 * 60 * 1000;

    /// <summary>From the connection to the other side's Hello: a round trip, and the start of a slow machine's process.</summary>
    public static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A client from which and to which nothing came for so long sends a Ping, on control connections; job connections have none of their own.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);

    /// <summary>A peer from which nothing at all came for so long is silent, and its connection closed: several lost pings.</summary>
    public static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A stream that stops for so long inside a frame is given up: its sender writes whole frames.</summary>
    public static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(15);

    /// <summary>From a Job to its Accepted or Refused: admission never waits for a slot.</summary>
    public static readonly TimeSpan AdmissionTimeout = TimeSpan.FromSeconds(5);

    /// <summary>From an Inquiry to its Offer: the helper asks several compilers, each twice.</summary>
    public static readonly TimeSpan OfferTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The most that a codec stream of so many bytes may take: what cannot be compressed grows a little, never more than
    /// deflate's 5 bytes per 16 KiB and a flush marker per chunk.</summary>
    public static long MaxCarriedBytes(long length) => length + (length / 64) + 1024;

    /// <summary>The most bytes that may follow the length field of a frame of this kind, the kind byte included.</summary>
    public static int MaxFrame(MessageKind kind) => kind switch
    {
        MessageKind.Hello => MaxHelloBytes,
        MessageKind.State => MaxHelloBytes,   // it may list the targets anew
        MessageKind.Job => MaxJobBytes,
        MessageKind.Inquiry => MaxInquiryBytes,
        MessageKind.SourceChunk or MessageKind.OutputChunk => MaxChunkBytes + 6,   // kind, then a bin 32 header
        MessageKind.Result => MaxFrameBytes,
        MessageKind.Goodbye or MessageKind.Ping or MessageKind.Pong or MessageKind.Accepted
            or MessageKind.Refused or MessageKind.SourceEnd or MessageKind.ResultEnd or MessageKind.Offer => MaxSmallBytes,
        _ => throw new ProtocolException($"frame of unknown kind {(byte)kind}"),
    };
}
