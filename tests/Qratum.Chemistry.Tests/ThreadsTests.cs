using Xunit;

namespace Qratum.Chemistry.Tests;

public class ThreadsTests
{
    [Theory]
    [InlineData(0, -1)]
    [InlineData(1, 4)]
    [InlineData(1000, 1)]
    [InlineData(1000, 3)]
    [InlineData(1000, -1)]
    public void Every_item_is_done_once(int count, int threads)
    {
        var done = new int[count];
        Threads.For(count, threads, i => Interlocked.Increment(ref done[i]), default);
        Threads.ForCheap(count, threads, i => Interlocked.Increment(ref done[i]), default);
        Threads.For(count, threads, () => new int[1], (i, memory) =>
        {
            // Nobody else uses the memory meanwhile.
            memory[0] = i;
            Interlocked.Increment(ref done[i]);
            Assert.Equal(i, memory[0]);
        }, default);
        Assert.All(done, d => Assert.Equal(3, d));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancelling_stops_before_the_next_items(int threads)
    {
        const int count = 100_000;
        using var source = new CancellationTokenSource();
        var done = 0;
        void Item(int i)
        {
            if (Interlocked.Increment(ref done) == 10) source.Cancel();
        }

        Assert.ThrowsAny<OperationCanceledException>(() => Threads.For(count, threads, Item, source.Token));
        Assert.InRange(done, 10, count - 1);
        Assert.ThrowsAny<OperationCanceledException>(() => Threads.ForCheap(count, threads, Item, source.Token));
        Assert.InRange(done, 10, count - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_limit_of_threads_is_checked_everywhere(int threads)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HartreeFockOptions { MaxThreads = threads });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FullConfigurationInteractionOptions { MaxThreads = threads });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => AtomicIntegrals.Compute(Molecules.Hydrogen(), BasisSet.Sto3G, threads));
        Assert.Equal(("maxThreads", threads), (error.ParamName, error.ActualValue));
    }
}
