using Mesh.Node.Peers;

namespace Mesh.Node.Tests.Peers;

public class PeerLifecycleTests
{
    [Theory]
    [InlineData("Discovered", "Greeted", "Ready")]
    [InlineData("Discovered", "Silent", "Gone")]
    [InlineData("Discovered", "JobLost", "Discovered")]
    [InlineData("Discovered", "Incompatible", "Gone")]
    [InlineData("Ready", "Silent", "Suspect")]
    [InlineData("Ready", "JobLost", "Suspect")]
    [InlineData("Ready", "Goodbye", "Gone")]
    [InlineData("Ready", "Advertised", "Ready")]
    [InlineData("Suspect", "Greeted", "Ready")]
    [InlineData("Suspect", "Silent", "Gone")]
    [InlineData("Suspect", "JobLost", "Suspect")]
    [InlineData("Discovered", "Withdrawn", "Gone")]
    [InlineData("Ready", "Withdrawn", "Ready")]
    [InlineData("Suspect", "Withdrawn", "Suspect")]
    [InlineData("Gone", "Advertised", "Discovered")]
    [InlineData("Gone", "Greeted", "Gone")]
    [InlineData("Gone", "Silent", "Gone")]
    public void A_state_follows_from_what_happened(string state, string happened, string next) =>
        Assert.Equal(Enum.Parse<PeerState>(next), PeerLifecycle.Next(Enum.Parse<PeerState>(state), Enum.Parse<PeerEvent>(happened)));
}
