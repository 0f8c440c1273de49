using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Qratum.Kernels;

/// <summary>
/// Chunks of one run, in one segment for each thread. A thread claims from its own segment first, so that it meets the part of
/// the state that its cache holds from the run before, then from the others. Every run has its own object: a worker that comes
/// late finds nothing left, and never a chunk of the next run.
/// </summary>
internal abstract class ClaimJob
{
    private readonly Segment[] _segments;
    private readonly int _chunks;
    private int _done;
    private Exception? _error;

    protected ClaimJob(int chunks, int threads)
    {
        _chunks = chunks;
        _segments = new Segment[threads];
        for (var t = 0; t < threads; t++)
        {
            _segments[t].Next = (int)((long)chunks * t / threads);
            _segments[t].End = (int)((long)chunks * (t + 1) / threads);
        }
    }

    protected bool IsBroken => Volatile.Read(ref _error) is not null;

    /// <summary>Works as thread number <paramref name="thread"/> until no chunk is left.</summary>
    public abstract void Work(int thread);

    /// <summary>Waits for the chunks that workers have begun, and throws what one of them threw.</summary>
    public void Finish()
    {
        // On a busy machine a worker may be put aside in the middle of a chunk: give way to it, but never sleep for a millisecond.
        var wait = default(SpinWait);
        while (Volatile.Read(ref _done) < _chunks) wait.SpinOnce(sleep1Threshold: -1);
        if (_error is { } error) ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Up to <paramref name="grain"/> chunks that nobody else does, or an empty range at the end.</summary>
    protected (int Start, int End) Claim(int thread, int grain)
    {
        for (var k = 0; k < _segments.Length; k++)
        {
            ref var segment = ref _segments[(thread + k) % _segments.Length];
            if (Volatile.Read(ref segment.Next) >= segment.End) continue;
            var start = Interlocked.Add(ref segment.Next, grain) - grain;
            if (start < segment.End) return (start, Math.Min(start + grain, segment.End));
        }

        return (0, 0);
    }

    /// <summary>Chunks that nobody has claimed.</summary>
    protected int Unclaimed()
    {
        var count = 0;
        foreach (ref var segment in _segments.AsSpan()) count += Math.Max(0, segment.End - Volatile.Read(ref segment.Next));
        return count;
    }

    /// <summary>Tells once, not for each chunk, what a thread has done: every telling drains the stores of the processor.</summary>
    protected void Complete(int chunks) => Interlocked.Add(ref _done, chunks);

    protected void Break(Exception error) => Interlocked.CompareExchange(ref _error, error, null);

    /// <summary>Each counter on lines of its own: 128 bytes, because processors fetch lines in pairs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Segment
    {
        [FieldOffset(64)]
        public int Next;

        [FieldOffset(68)]
        public int End;
    }
}

/// <summary>The chunks of one kernel; <paramref name="grain"/> of them are claimed at a time.</summary>
internal sealed class ClaimJob<TKernel>(long items, long chunkLength, int threads, int grain, in TKernel kernel)
    : ClaimJob(WorkSplit.ChunkCount(items, chunkLength), threads)
    where TKernel : struct, IRangeKernel
{
    private readonly TKernel _kernel = kernel;

    public override void Work(int thread)
    {
        var (own, done) = (_kernel, 0);
        while (Claim(thread, grain) is { End: > 0 } range) done += Run(ref own, range.Start, range.End);
        Complete(done);
    }

    /// <summary>
    /// The caller's share. After each claim it wakes sleeping workers if the rest is worth <paramref name="worthWaking"/> ticks
    /// of <see cref="Stopwatch"/>. Returns how many ticks a chunk took.
    /// </summary>
    public double Lead(long worthWaking, ReadOnlySpan<Worker> workers)
    {
        var (own, start, done, isWoken) = (_kernel, Stopwatch.GetTimestamp(), 0, false);
        while (Claim(0, grain) is { End: > 0 } range)
        {
            done += Run(ref own, range.Start, range.End);
            if (isWoken || (double)(Stopwatch.GetTimestamp() - start) / done * Unclaimed() < worthWaking) continue;
            foreach (var worker in workers) worker.Wake();
            isWoken = true;
        }

        Complete(done);
        return done == 0 ? 0 : (double)(Stopwatch.GetTimestamp() - start) / done;
    }

    private int Run(ref TKernel own, int first, int end)
    {
        try
        {
            for (var chunk = first; chunk < end && !IsBroken; chunk++)
                own.Run(chunk * chunkLength, Math.Min(items, (chunk + 1) * chunkLength), chunk);
        }
#pragma warning disable CA1031 // carried to the caller, who throws it
        catch (Exception error)
#pragma warning restore CA1031
        {
            Break(error);
        }

        return end - first;
    }
}
