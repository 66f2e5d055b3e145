using Mesh.Testing;

namespace Mesh.Node.Tests;

public sealed class NodeTests
{
    [Fact]
    public async Task A_loop_that_failed_is_heard_of_though_another_does_not_end()
    {
        var stuck = new TaskCompletionSource().Task;
        var failed = Task.FromException(new InvalidOperationException("a bug"));
        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => Node.EndedAsync([stuck, failed], TimeSpan.FromMilliseconds(50)));
        Assert.Equal("a bug", bug.Message);
    }

    [Fact]
    public Task A_loop_that_does_not_end_does_not_hold_up_the_node() =>
        Node.EndedAsync([new TaskCompletionSource().Task], TimeSpan.FromMilliseconds(50)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    [Fact]
    public void A_file_that_several_nodes_install_at_once_is_there_whole_and_once()
    {
        using var directory = new TempDirectory();
        var text = new string('x', 1 << 20);
        var (from, to) = (directory.Write("from", text), directory.File("to"));

        Parallel.For(0, 16, _ => HelpDesk.CopyOnce(from, to));

        Assert.Equal(text, File.ReadAllText(to));
        Assert.Equal(2, Directory.GetFiles(directory.Path).Length);
    }
}
