using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Qratum.Kernels;

/// <summary>One thread of the team: works on the job in its slot, spins a while for the next, then sleeps until woken.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Workers live as long as the process.")]
internal sealed class Worker(int number)
{
    // Passes of one plan follow each other within microseconds; longer gaps are the user's own work.
    private static readonly long SpinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency * 50 / 1_000_000 : 0;

    private readonly AutoResetEvent _wake = new(false);
    private Shared _shared;

    public void Start() => new Thread(Loop) { IsBackground = true, Name = $"Qratum worker {number}" }.UnsafeStart();

    /// <summary>Leaves a job for a worker that spins; one that sleeps needs <see cref="Wake"/>.</summary>
    public void Post(ClaimJob job) => Interlocked.Exchange(ref _shared.Job, job);

    /// <summary>Takes back a job that the worker has not seen.</summary>
    public void Withdraw(ClaimJob job) => Interlocked.CompareExchange(ref _shared.Job, null, job);

    /// <summary>Ends its sleep. Whoever clears the flag sets the event, so that no wake-up is lost or left over.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _shared.IsAsleep, 0) == 1) _wake.Set();
    }

    private void Loop()
    {
        while (true)
        {
            WorkAndSpin();
            Interlocked.Exchange(ref _shared.IsAsleep, 1);
            // A job posted before the flag was seen: get up, unless the caller has already cleared the flag and sets the event.
            var isUp = Volatile.Read(ref _shared.Job) is not null && Interlocked.Exchange(ref _shared.IsAsleep, 0) == 1;
            if (!isUp) _wake.WaitOne();
        }
    }

    private void WorkAndSpin()
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            if (Volatile.Read(ref _shared.Job) is not null && Interlocked.Exchange(ref _shared.Job, null) is { } job)
            {
                job.Work(number);
                start = Stopwatch.GetTimestamp();
            }

            // Schedulers often put a woken thread on the processor of its waker: a worker that held on to it would stop its caller.
            Thread.Yield();
        }
        while (Stopwatch.GetTimestamp() - start < SpinTicks);
    }

    /// <summary>What caller and worker both write, apart from the fields of other workers.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Shared
    {
        [FieldOffset(128)]
        public ClaimJob? Job;

        [FieldOffset(256)]
        public int IsAsleep;
    }
}
