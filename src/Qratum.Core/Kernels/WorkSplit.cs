using System.Diagnostics;

namespace Qratum.Kernels;

/// <summary>A piece of work on a range of items.</summary>
internal interface IRangeKernel
{
    /// <summary>Works on items <paramref name="start"/> to <paramref name="end"/>, exclusive; <paramref name="chunk"/> is the number of the range.</summary>
    void Run(long start, long end, int chunk);
}

/// <summary>
/// Cuts a range into chunks whose number depends on lengths alone, so that sums kept for each chunk and added in order do not
/// depend on the number of threads.
/// </summary>
internal static class WorkSplit
{
    /// <summary>Items of one chunk: 2^10 lines are 128 KiB of state, small enough for a second-level cache.</summary>
    public const long ChunkLength = 1 << 10;

    /// <summary>Number of chunks of a range, at least 1.</summary>
    public static int ChunkCount(long items, long chunkLength = ChunkLength) =>
        checked((int)Math.Max(1, (items + chunkLength - 1) / chunkLength));

    /// <summary>Runs a kernel over all items in chunks of <see cref="ChunkLength"/>.</summary>
    public static void Run<TKernel>(long items, int threads, TKernel kernel)
        where TKernel : struct, IRangeKernel => Run(items, ChunkLength, threads, in kernel);

    /// <summary>
    /// Runs a kernel over all items in chunks of <paramref name="chunkLength"/>, the last one shorter: chunk k is always
    /// [k·chunkLength, (k+1)·chunkLength), whatever <paramref name="threads"/>. With one thread or one chunk the caller does
    /// it alone, in order. Each thread works on its own copy of the kernel. What a chunk throws is thrown to the caller.
    /// </summary>
    /// <param name="items">Length of the range.</param>
    /// <param name="chunkLength">Items of a chunk, at least 1.</param>
    /// <param name="threads">At most so many, at least 1.</param>
    /// <param name="kernel">The work.</param>
    /// <param name="nanoseconds">What one thread takes about; without it what the last run of this kernel took for each item.</param>
    public static void Run<TKernel>(long items, long chunkLength, int threads, in TKernel kernel, double nanoseconds = double.NaN)
        where TKernel : struct, IRangeKernel
    {
        Debug.Assert(items >= 0 && chunkLength > 0 && threads > 0, "Ranges are checked by the caller.");
        var chunks = ChunkCount(items, chunkLength);
        if (chunks > 1 && threads > 1 && ClaimTeam.TryRun(items, chunkLength, Math.Min(threads, chunks) - 1, in kernel, nanoseconds)) return;
        var own = kernel;
        for (var chunk = 0; chunk < chunks; chunk++) own.Run(chunk * chunkLength, Math.Min(items, (chunk + 1) * chunkLength), chunk);
    }
}
