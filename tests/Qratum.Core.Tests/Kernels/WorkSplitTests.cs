using Qratum.Kernels;
using Xunit;

namespace Qratum.Core.Tests.Kernels;

public sealed class WorkSplitTests
{
    public static TheoryData<long, long, int> Splits()
    {
        var data = new TheoryData<long, long, int>();
        foreach (var items in new long[] { 0, 1, 7, 64, 1000, 4097 })
            foreach (var length in new long[] { 1, 3, 64, 5000 })
                foreach (var threads in new[] { 1, 2, 3, 7 }) data.Add(items, length, threads);
        return data;
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Every_item_is_done_once_in_the_chunk_it_belongs_to(long items, long chunkLength, int threads)
    {
        var chunkOf = new int[items];
        Array.Fill(chunkOf, -1);
        var visits = new int[items];
        WorkSplit.Run(items, chunkLength, threads, new Mark(visits, chunkOf));
        Assert.All(visits, v => Assert.Equal(1, v));
        for (var i = 0; i < items; i++) Assert.Equal(i / chunkLength, chunkOf[i]);
    }

    [Fact]
    public void Sums_by_chunk_are_the_same_bits_for_any_number_of_threads()
    {
        var random = new PhiloxRandom(7);
        var values = Enumerable.Range(0, 10_001).Select(_ => random.NextDouble() - 0.5).ToArray();
        var expected = Sums(values, 1);
        foreach (var threads in new[] { 2, 3, 7 }) Assert.Equal(expected, Sums(values, threads));
    }

    [Fact]
    public void Many_small_runs_of_several_callers_lose_nothing()
    {
        // More callers than processors, so that some find the team taken.
        var errors = 0;
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var run = 0; run < 5000; run++)
            {
                var visits = new int[64];
                WorkSplit.Run(64, 5, 3, new Mark(visits, new int[64]));
                if (visits.Any(v => v != 1)) Interlocked.Increment(ref errors);
            }
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
        Assert.Equal(0, errors);
    }

    [Fact]
    public void A_kernel_may_split_work_itself()
    {
        var sums = new long[40];
        WorkSplit.Run(40, 1, 4, new Nested(sums));
        Assert.All(sums, s => Assert.Equal(1000 * 999 / 2, s));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void What_a_chunk_throws_reaches_the_caller_and_the_team_goes_on(int threads)
    {
        for (var run = 0; run < 200; run++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => WorkSplit.Run(100, 3, threads, new Throws(50)));
            Assert.Equal("item 50", error.Message);
            var visits = new int[100];
            WorkSplit.Run(100, 3, threads, new Mark(visits, new int[100]));
            Assert.All(visits, v => Assert.Equal(1, v));
        }
    }

    [Fact]
    public void No_more_threads_work_than_were_asked_for()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<int, bool>();
        for (var run = 0; run < 500; run++)
        {
            seen.Clear();
            WorkSplit.Run(4000, 10, 2, new Seen(seen));
            Assert.InRange(seen.Count, 1, 2);
        }
    }

    private static double[] Sums(double[] values, int threads)
    {
        var sums = new double[WorkSplit.ChunkCount(values.Length, 97)];
        WorkSplit.Run(values.Length, 97, threads, new Sum(values, sums));
        return sums;
    }

    private readonly struct Mark(int[] visits, int[] chunkOf) : IRangeKernel
    {
        public void Run(long start, long end, int chunk)
        {
            for (var i = start; i < end; i++)
            {
                Interlocked.Increment(ref visits[i]);
                chunkOf[i] = chunk;
            }
        }
    }

    private readonly struct Nested(long[] sums) : IRangeKernel
    {
        public void Run(long start, long end, int chunk)
        {
            var parts = new double[WorkSplit.ChunkCount(1000, 10)];
            WorkSplit.Run(1000, 10, 3, new Sum([.. Enumerable.Range(0, 1000).Select(i => (double)i)], parts));
            sums[chunk] = (long)parts.Sum();
        }
    }

    private readonly struct Throws(long item) : IRangeKernel
    {
        public void Run(long start, long end, int chunk)
        {
            if (start <= item && item < end) throw new InvalidOperationException($"item {item}");
        }
    }

    private readonly struct Seen(System.Collections.Concurrent.ConcurrentDictionary<int, bool> threads) : IRangeKernel
    {
        public void Run(long start, long end, int chunk) => threads[Environment.CurrentManagedThreadId] = true;
    }

    private readonly struct Sum(double[] values, double[] sums) : IRangeKernel
    {
        public void Run(long start, long end, int chunk)
        {
            var sum = 0.0;
            for (var i = start; i < end; i++) sum += values[i];
            sums[chunk] = sum;
        }
    }
}
