namespace Qratum.Kernels;

/// <summary>A piece of work on a range of items.</summary>
internal interface IRangeKernel
{
    /// <summary>Works on items <paramref name="start"/> to <paramref name="end"/>, exclusive; <paramref name="chunk"/> is the number of the range.</summary>
    void Run(long start, long end, int chunk);
}

/// <summary>
/// The one place that starts threads. A range is cut into chunks whose number depends on its length alone, so that sums
/// kept for each chunk and added in order do not depend on the number of threads.
/// </summary>
internal static class WorkSplit
{
    /// <summary>Items of one chunk: 2^10 lines are 128 KiB of state, small enough for a second-level cache.</summary>
    public const long ChunkLength = 1 << 10;

    /// <summary>Number of chunks of a range, at least 1.</summary>
    public static int ChunkCount(long items) => (int)Math.Max(1, (items + ChunkLength - 1) / ChunkLength);

    /// <summary>Runs a kernel over all items. Below two chunks the caller does it alone.</summary>
    public static void Run<TKernel>(long items, int threads, TKernel kernel)
        where TKernel : struct, IRangeKernel
    {
        var chunks = ChunkCount(items);
        if (chunks == 1 || threads == 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++) RunChunk(kernel, items, chunk);
            return;
        }

        new Team<TKernel>(items, chunks, kernel).Run(Math.Min(threads, chunks));
    }

    private static void RunChunk<TKernel>(TKernel kernel, long items, int chunk)
        where TKernel : struct, IRangeKernel =>
        kernel.Run(chunk * ChunkLength, Math.Min(items, (chunk + 1) * ChunkLength), chunk);

    /// <summary>
    /// Caller and helpers claim chunks from one counter. The caller works too and waits only for chunks that a helper has
    /// begun, never for a helper that has not started.
    /// </summary>
    private sealed class Team<TKernel>(long items, int chunks, TKernel kernel) : IThreadPoolWorkItem
        where TKernel : struct, IRangeKernel
    {
        private int _next = -1;
        private int _done;
        private Exception? _error;

        public void Run(int threads)
        {
            for (var k = 1; k < threads; k++) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            Execute();
            var wait = default(SpinWait);
            while (Volatile.Read(ref _done) < chunks) wait.SpinOnce();
            if (_error is { } error) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }

        public void Execute()
        {
            int chunk;
            while ((chunk = Interlocked.Increment(ref _next)) < chunks)
            {
                try
                {
                    RunChunk(kernel, items, chunk);
                }
#pragma warning disable CA1031 // carried to the caller, who throws it
                catch (Exception error)
#pragma warning restore CA1031
                {
                    Volatile.Write(ref _error, error);
                }

                Interlocked.Increment(ref _done);
            }
        }
    }
}
