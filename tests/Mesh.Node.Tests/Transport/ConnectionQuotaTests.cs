using System.Net;
using Mesh.Node.Transport;

namespace Mesh.Node.Tests.Transport;

public sealed class ConnectionQuotaTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Two = IPAddress.Parse("10.0.0.2");

    private readonly ConnectionQuota _quota = new(most: 3, mostPerAddress: 2);

    [Fact]
    public void One_address_cannot_keep_the_others_out()
    {
        Assert.True(_quota.TryEnter(One) && _quota.TryEnter(One));
        Assert.False(_quota.TryEnter(One));
        Assert.True(_quota.TryEnter(Two));
    }

    [Fact]
    public void All_together_are_bounded_too()
    {
        Assert.True(_quota.TryEnter(One) && _quota.TryEnter(One) && _quota.TryEnter(Two));
        Assert.False(_quota.TryEnter(Two));
        _quota.Leave(One);
        Assert.True(_quota.TryEnter(Two));
    }
}
