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
