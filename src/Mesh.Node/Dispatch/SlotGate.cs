using System.Diagnostics;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Gives out slots in the order they were asked for. When none has come home for a while, those who hold them may never move again (a build
/// that was stopped with Ctrl-Z, a compiler that calls the compiler): another one is lent, one at a time, and taken back when one of those
/// that stood still comes home after all. So nobody waits for ever, and work that only takes long does not flood the machine.
/// </summary>
internal sealed class SlotGate
{
    /// <summary>A compile that holds a slot for longer is rare, but on the slowest machines.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a build stands still because of another one.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(60);

    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<SlotLease>> _queue = new();
    private readonly int _slots;
    private readonly Timer _alarm; // not TimeProvider's: on Mono its timer does not load
    private int _held;
    private int _lent;
    private long _given;
    private long _stoodStill; // slots given up to this one were held when the last one was lent
    private double _usualSeconds;

    public SlotGate(int slots)
    {
        _slots = slots;
        _alarm = new Timer(_ => Lend(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public async Task<SlotLease> EnterAsync(CancellationToken cancel)
    {
        var waiting = new TaskCompletionSource<SlotLease>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _queue.AddLast(waiting);
            Serve();
            if (_queue.Count == 1)
            {
                Watch();
            }
        }

        using (cancel.Register(() => Withdraw(waiting)))
        {
            return await waiting.Task.ConfigureAwait(false);
        }
    }

    /// <summary>None has come home for as long as patience lasts.</summary>
    internal void Lend()
    {
        lock (_lock)
        {
            if (_queue.Count == 0)
            {
                return;
            }

            _lent++;
            _stoodStill = _given;
            Serve();
            Watch();
        }
    }

    /// <summary>Work that usually takes long is waited for longer.</summary>
    internal static TimeSpan Patience(double usualSeconds) =>
        TimeSpan.FromSeconds(Math.Min(Math.Max(3 * usualSeconds, LeastPatience.TotalSeconds), MostPatience.TotalSeconds));

    private void Serve()
    {
        while (_queue.First is { } first && _held < _slots + _lent)
        {
            _queue.RemoveFirst();
            _held++;
            var (number, since) = (++_given, Stopwatch.GetTimestamp());
            first.Value.SetResult(new SlotLease(() => Return(number, since)));
        }
    }

    private void Return(long number, long since)
    {
        lock (_lock)
        {
            _held--;
            if (_lent > 0 && number <= _stoodStill)
            {
                _lent--;
            }

            _usualSeconds += (((Stopwatch.GetTimestamp() - since) / (double)Stopwatch.Frequency) - _usualSeconds) / 8; // over about the last eight
            Serve();
            Watch();
        }
    }

    private void Withdraw(TaskCompletionSource<SlotLease> waiting)
    {
        lock (_lock)
        {
            if (_queue.Remove(waiting))
            {
                waiting.SetCanceled();
            }
        }
    }

    private void Watch() => _alarm.Change(_queue.Count > 0 ? Patience(_usualSeconds) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
