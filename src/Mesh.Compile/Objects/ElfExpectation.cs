namespace Mesh.Compile.Objects;

/// <summary>What the header of an object for some target must say.</summary>
/// <param name="FlagsMask">The bits of <c>e_flags</c> that are looked at; 0 for none.</param>
/// <param name="AlternativeMachine">A second machine number that is as good (SPARC32PLUS beside SPARC); 0 for none.</param>
/// <param name="HardFloat">Whether floating-point values are passed in registers of their own; null when the object need not say.</param>
internal sealed record ElfExpectation(int Bits, bool BigEndian, ushort Machine, uint FlagsMask = 0, uint Flags = 0, ushort AlternativeMachine = 0, bool? HardFloat = null);
