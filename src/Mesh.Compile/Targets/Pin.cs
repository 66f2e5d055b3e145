namespace Mesh.Compile.Targets;

/// <summary>
/// One default of a compiler, spelt as an option: given to another compiler in front of the user's own options, it makes that one start from the same
/// default. A default that the user's options replace is not given at all, since it would no longer be a default but a contradiction.
/// </summary>
/// <param name="Option">The option, one word.</param>
/// <param name="Unless">Beginnings of the options by which users replace this default; equal to them where no value can follow.</param>
internal sealed record Pin(string Option, IReadOnlyList<string> Unless)
{
    public bool IsReplacedBy(IReadOnlyList<string> options) => options.Any(option => Unless.Any(beginning =>
        beginning.EndsWith('=') ? option.StartsWith(beginning, StringComparison.Ordinal) : option == beginning));
}
