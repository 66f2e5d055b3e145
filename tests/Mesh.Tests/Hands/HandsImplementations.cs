namespace Mesh.Tests.Hands;

/// <summary>hands.c as `mesh wrap` builds it.</summary>
public sealed class NativeHandsTests : HandsConformance
{
    private protected override Task<HandsKit> BuildAsync() => HandsKit.NativeAsync("-O2", "-static");
}

/// <summary>hands.c under the sanitizers: any overrun or undefined step ends it with a report, which no test expects on stderr.</summary>
public sealed class SanitizedHandsTests : HandsConformance
{
    // vfork shares the stack with a child that never returns; what exec leaves behind is no leak.
    private protected override Task<HandsKit> BuildAsync() =>
        HandsKit.NativeAsync("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer");
}

/// <summary>The twin in C#.</summary>
public sealed class HandsTwinTests : HandsConformance
{
    private protected override Task<HandsKit> BuildAsync() => HandsKit.TwinAsync();
}

/// <summary>hands.c as `mesh wrap` builds it.</summary>
public sealed class NativeHandsPatienceTests : HandsPatienceConformance
{
    private protected override Task<HandsKit> BuildAsync() => HandsKit.NativeAsync("-O2", "-static");
}

/// <summary>The twin in C#.</summary>
public sealed class HandsTwinPatienceTests : HandsPatienceConformance
{
    private protected override Task<HandsKit> BuildAsync() => HandsKit.TwinAsync();
}
