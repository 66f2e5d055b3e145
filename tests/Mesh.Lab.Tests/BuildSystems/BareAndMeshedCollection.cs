namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>The classes that share one <see cref="BareAndMeshed"/>.</summary>
[CollectionDefinition]
public sealed class BareAndMeshedCollection : ICollectionFixture<BareAndMeshed>;
