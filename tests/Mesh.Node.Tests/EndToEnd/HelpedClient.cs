namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A client and its helper. Starting the two takes seconds, for both ask all compilers; so a class of tests can share them.</summary>
public sealed class HelpedClient : IAsyncLifetime
{
    internal TestNode Helper { get; private set; } = null!;

    internal TestNode Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Helper = await TestNode.StartAsync("helper");
        Client = await TestNode.StartAsync("client", options => options with { Help = false }, Helper.Port);
        await Client.UntilPeerIsReadyAsync("helper");
    }

    /// <summary>Neither has met an error.</summary>
    internal void AssertWell()
    {
        Assert.Empty(Client.Log.Errors);
        Assert.Empty(Helper.Log.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Helper.DisposeAsync();
        AssertWell();
    }
}
