using System.Collections.Concurrent;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// Parameter sets of one circuit, shared among the threads of the one team. Each thread opens registers once and uses them for all
/// sets it takes. A set is the same work on whatever thread, so that every result has the bits of one set after the other.
/// </summary>
internal static class ParameterBatch
{
    // Binding the angles of a step and starting it, whatever the size of the state: a QAOA step of 6 qubits took 0.9 µs in all.
    private const double StepNanoseconds = 800;

    /// <summary>Runs all sets; what a set throws is thrown here, and sets that have not begun are then left out.</summary>
    /// <param name="sets">Number of sets.</param>
    /// <param name="threads">At most so many sets at once; with one they run in order.</param>
    /// <param name="nanoseconds">What a set takes about.</param>
    /// <param name="create">Makes a register.</param>
    /// <param name="qubitCount">Qubits of the registers.</param>
    /// <param name="run">Runs a set on registers that no other thread sees.</param>
    public static void Run<TRegister>(int sets, int threads, double nanoseconds, Func<int, TRegister> create, int qubitCount, Action<RegisterPool<TRegister>, int> run)
        where TRegister : class, IStateRegister
    {
        if (sets == 0) return;
        var batch = new Batch<TRegister>(create, qubitCount, run, []);
        try
        {
            WorkSplit.Run(sets, 1, threads, new BatchKernel<TRegister>(batch), nanoseconds * sets);
        }
        finally
        {
            foreach (var pool in batch.Pools) pool.Dispose();
        }
    }

    /// <summary>What passes take about, each once.</summary>
    public static double Nanoseconds(IEnumerable<Pass> passes, int qubitCount) =>
        passes.Sum(p => (StepNanoseconds * Steps(p)) + (p.Cost * Math.Pow(2, qubitCount)));

    private static int Steps(Pass pass) => pass is BlockPass block ? block.Steps.Sum(Steps) : 1;

    private sealed record Batch<TRegister>(Func<int, TRegister> Create, int QubitCount, Action<RegisterPool<TRegister>, int> Run, ConcurrentBag<RegisterPool<TRegister>> Pools)
        where TRegister : class, IStateRegister;

    /// <summary>One set for each item; every thread has its own copy and with it its own registers.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Pools are disposed by the batch.")]
    private struct BatchKernel<TRegister>(Batch<TRegister> batch) : IRangeKernel
        where TRegister : class, IStateRegister
    {
        private RegisterPool<TRegister>? _pool;

        public void Run(long start, long end, int chunk)
        {
            if (_pool is null) batch.Pools.Add(_pool = new RegisterPool<TRegister>(batch.Create, batch.QubitCount));
            for (var set = start; set < end; set++) batch.Run(_pool, (int)set);
        }
    }
}
