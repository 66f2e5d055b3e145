namespace Mesh.Compile.Targets;

/// <summary>
/// What a compiler makes code for, as its own name for it says: <c>x86_64-linux-gnu</c>, <c>arm-none-eabi</c>, <c>arm64-apple-darwin22.1.0</c>.
/// The vendor (<c>pc</c>, <c>unknown</c>, <c>rpi</c>) has no bearing on the code and is kept apart.
/// </summary>
internal sealed record TargetTriplet
{
    private static readonly string[] Systems =
    [
        "linux", "none", "elf", "darwin", "macos", "macosx", "ios", "freebsd", "netbsd", "openbsd", "dragonfly", "gnu", "kfreebsd", "solaris", "mingw32", "windows",
        "cygwin", "android", "hurd", "haiku", "uclinux", "rtems", "wasi", "fuchsia", "netbsdelf", "msys", "mingw32ucrt", "watchos", "tvos",
    ];

    /// <summary>What gcc calls itself, whole, where there is no system that the code could be for.</summary>
    private static readonly string[] BareArchitectures = ["avr", "msp430", "pru"];

    private readonly string _text;

    private TargetTriplet(string text, string arch, string vendor, string os, string abi)
    {
        _text = text;
        Arch = arch;
        Vendor = vendor;
        Os = os;
        Abi = abi;
    }

    public string Arch { get; }

    /// <summary>Empty where the triplet leaves it out.</summary>
    public string Vendor { get; }

    public string Os { get; }

    /// <summary>What follows the system (<c>gnueabihf</c>, <c>musl</c>); empty where nothing does.</summary>
    public string Abi { get; }

    /// <summary>Null for what is no triplet at all.</summary>
    public static TargetTriplet? Parse(string text)
    {
        string[] parts = text.Trim().ToLowerInvariant().Split('-');
        if (parts.Length == 1 && BareArchitectures.Contains(parts[0]))
        {
            return new TargetTriplet(parts[0], parts[0], "", "none", "");
        }

        // The vendor may be there and empty: x86_64--netbsd.
        if (parts.Length < 2 || parts.Length > 5 || parts.Where((part, at) => !IsName(part) && (part.Length > 0 || at != 1 || parts.Length == 2)).Any())
        {
            return null;
        }

        // The system is the first part that is one: "arm-linux-gnueabihf" leaves the vendor out, "arm-none-eabi" the vendor or the system.
        int os = Array.FindIndex(parts, 1, IsSystem);
        if (os < 0)
        {
            os = Math.Min(2, parts.Length - 1);
        }

        string vendor = os == 1 ? "" : parts[1];
        if (os + 1 < parts.Length && parts[os] == "none" && IsSystem(parts[os + 1]))
        {
            vendor = parts[os++];
        }

        return new TargetTriplet(text.Trim(), parts[0], vendor, parts[os], string.Join("-", parts[(os + 1)..]));
    }

    /// <summary>Whether two spellings name one target: they differ in the vendor at most.</summary>
    public bool IsSameTarget(TargetTriplet other) => (Arch, Os, Abi) == (other.Arch, other.Os, other.Abi);

    public bool Equals(TargetTriplet? other) => other is not null && _text == other._text;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>As the compiler gave it.</summary>
    public override string ToString() => _text;

    private static bool IsName(string part) => part.Length > 0 && part.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.' or '+');

    private static bool IsSystem(string part) => Systems.Contains(part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.')) || Systems.Contains(part);
}
