using System.Diagnostics;

namespace Qratum.Kernels;

/// <summary>
/// The one place that starts threads: workers of the process that live as long as it does and help one caller at a time.
/// The caller works too and waits only for chunks that a worker has begun, never for a worker that has not started; a team
/// that waits for every worker loses a time slice per call when the processors are taken.
/// </summary>
internal static class ClaimTeam
{
    // Least rest of a run, by the measured pace of the caller, for which a sleeping worker is woken: measured, a woken worker
    // gained nothing in runs of 50 µs and a fifth in runs of 90 µs.
    private static readonly long WorthWaking = Ticks(80);

    // Shorter runs are not shared even with a worker that spins: moving cache lines costs more than it saves.
    private static readonly long WorthSharing = Ticks(200);

    // Claims of at least so much, where the run is long enough: a claim drains the stores of the processor, some 0.3 µs.
    private static readonly long WorthClaiming = Ticks(10);

    private static Worker[] _workers = [];
    private static int _isTaken;

    /// <summary>
    /// Runs a kernel with up to <paramref name="helpers"/> workers. False, with nothing done, when the run is too short or the
    /// team has a caller (of another thread, or of this one when a kernel splits work itself): the caller then works alone.
    /// </summary>
    public static bool TryRun<TKernel>(long items, long chunkLength, int helpers, in TKernel kernel, double nanoseconds)
        where TKernel : struct, IRangeKernel
    {
        var isEstimated = !double.IsNaN(nanoseconds);
        var expected = isEstimated ? nanoseconds * Stopwatch.Frequency / 1e9 : Pace<TKernel>.TicksPerItem * items;
        if (expected < WorthSharing && (isEstimated || Pace<TKernel>.RunsAlone())) return false;
        if (Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0) return false;
        try
        {
            // A quarter of a fair share at most, so that nobody waits long for the last claim.
            var most = WorkSplit.ChunkCount(items, chunkLength) / (4 * (helpers + 1));
            var grain = (int)Math.Clamp(WorthClaiming / (expected / items * chunkLength), 1, Math.Max(1, most));
            var job = new ClaimJob<TKernel>(items, chunkLength, helpers + 1, grain, in kernel);
            var workers = Hire(helpers);
            foreach (var worker in workers) worker.Post(job);
            var isEarly = expected >= WorthWaking;
            if (isEarly)
            {
                foreach (var worker in workers) worker.Wake();
            }

            var ticks = job.Lead(isEarly ? long.MaxValue : WorthWaking, workers);
            if (ticks > 0 && !isEstimated) Pace<TKernel>.TicksPerItem = ticks / chunkLength;
            foreach (var worker in workers) worker.Withdraw(job);
            job.Finish();
            return true;
        }
        finally
        {
            Volatile.Write(ref _isTaken, 0);
        }
    }

    private static long Ticks(int microseconds) => Stopwatch.Frequency * microseconds / 1_000_000;

    private static ReadOnlySpan<Worker> Hire(int count)
    {
        var first = _workers.Length;
        if (first < count) Array.Resize(ref _workers, count);
        for (var k = first; k < count; k++)
        {
            _workers[k] = new Worker(k + 1);
            _workers[k].Start();
        }

        return _workers.AsSpan(0, count);
    }

    /// <summary>What an item of a kernel took lately; a hint, so that races on it do no harm.</summary>
    private static class Pace<TKernel>
    {
        private const int Remeasure = 64;
        private static int _alone;

        /// <summary>Infinite until measured, so that a first run wakes the workers.</summary>
        public static double TicksPerItem { get; set; } = double.PositiveInfinity;

        /// <summary>True, except once in a while, so that a kernel whose runs grow dearer is measured again.</summary>
        public static bool RunsAlone() => ++_alone % Remeasure != 0;
    }
}
