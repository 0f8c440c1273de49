using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// Orders work into blocks that fit a cache: in turn everything that flips only low qubits, on contiguous blocks, and work on
/// a few high qubits, on blocks of contiguous runs. An operation moves ahead of those it commutes with. Phases fit any block,
/// so they wait until something depends on them and then go together.
/// </summary>
internal sealed class BlockScheduler
{
    // Amplitudes of 16 bytes: 16 KiB, 512 KiB and 4 MiB, the caches of one core.
    private const int FirstLevel = 10, SecondLevel = 15, ThirdLevel = 18;

    // Runs of a strided block, as a power of two: caches hold eight lines at one distance.
    private const int StridedBits = 3;

    // A cell of an Ising diagonal; no block is smaller.
    private const int SmallestRun = 9, LongestRun = 12;

    // With fewer parts than this on the outer level threads would wait for each other.
    private const int PartBits = 2;

    // Orders compared: where a sweep takes longer there is more time to choose.
    private const int MemoryOrders = 16, CachedOrders = 4, InnerOrders = 3;

    // Orders are searched for so many operations at once: the time of a search grows with their square.
    private const int LongestSearch = 8192;

    private readonly int _qubits;
    private readonly long _all;
    private readonly MachineCost _machine;

    private BlockScheduler(int qubitCount, MachineCost machine)
    {
        _qubits = qubitCount;
        _all = Low(qubitCount);
        _machine = machine;
    }

    // Time of one visit to an amplitude, read and written, in the unit of the costs of work.
    private double OuterVisit => (_qubits > _machine.CachedQubits ? _machine.MemoryVisit : _machine.ThirdLevelVisit) / _machine.Work;

    private double InnerVisit => _machine.SecondLevelVisit / _machine.Work;

    public static IEnumerable<Pass> Schedule(List<CircuitOp> ops, int qubitCount, MachineCost machine)
    {
        var scheduler = new BlockScheduler(qubitCount, machine);
        if (ops.Count == 0) return [];
        if (qubitCount <= FirstLevel + 1) return [new BlockPass(scheduler._all, Emit(ops))];
        int[] levels = [.. new[] { ThirdLevel, SecondLevel, FirstLevel }.Where(level => level + PartBits <= qubitCount)];
        return scheduler.Outer(ops, levels);
    }

    private static long Low(int bits) => bits >= 64 ? -1 : (1L << bits) - 1;

    private List<Pass> Outer(List<CircuitOp> ops, int[] levels)
    {
        var passes = new List<Pass>();
        var run = Math.Clamp(_qubits - StridedBits - PartBits, Math.Min(SmallestRun, _qubits), LongestRun);
        foreach (var (isLow, taken) in Sweeps(ops, levels[0], run, StridedBits, OuterVisit, _qubits <= _machine.CachedQubits ? CachedOrders : MemoryOrders))
        {
            if (isLow)
            {
                passes.Add(new BlockPass(Low(levels[0]), Inner(taken, levels[1..])));
                continue;
            }

            var flipped = taken.Aggregate(0L, (mask, op) => mask | op.Flipped);
            var length = Math.Min(run, SecondLevel - BitOperations.PopCount((ulong)(flipped & ~Low(run))));
            // What flips many qubits at once may also flip some between such a run and the longest.
            passes.Add(new BlockPass(flipped | Low(Math.Max(Math.Min(SmallestRun, _qubits), length)), Emit(taken)));
        }

        return passes;
    }

    private List<Pass> Inner(List<CircuitOp> ops, int[] levels)
    {
        if (levels.Length == 0) return Emit(ops);
        var passes = new List<Pass>();
        var low = Low(levels[0]);
        foreach (var (isLow, taken) in Sweeps(ops, levels[0], levels[0], 64, InnerVisit, InnerOrders))
        {
            if (isLow) passes.Add(new BlockPass(low, Inner(taken, levels[1..])));
            else passes.AddRange(Emit(taken));
        }

        return passes;
    }

    private IEnumerable<(bool IsLow, List<CircuitOp> Taken)> Sweeps(List<CircuitOp> ops, int lowBits, int runBits, int stridedBits, double visit, int orders) =>
        ops.Chunk(LongestSearch).SelectMany(part => new WindowSearch(part, _qubits, lowBits, runBits, stridedBits, visit, visit, orders).Find());

    /// <summary>Steps on one block: rotations of many qubits together, and phases together as late as can be.</summary>
    private static List<Pass> Emit(List<CircuitOp> ops)
    {
        var steps = new List<Pass>();
        var waiting = new WaitingOps(ops);
        while (waiting.Count > 0)
        {
            var seen = 0L;
            var rotations = waiting.TakeFlipping(op =>
            {
                if (op is not RealRotationOp || (seen & op.Flipped) != 0) return false;
                seen |= op.Flipped;
                return true;
            });
            if (rotations.Count > 0)
            {
                var list = rotations.OfType<RealRotationOp>().ToList();
                steps.Add(From(rotations, new RealRotationPass([.. list.Select(r => r.Qubit)], [.. list.Select(r => r.Angle)])));
                continue;
            }

            var isFirst = true;
            var other = waiting.TakeFlipping(op =>
            {
                if (op is RealRotationOp || !isFirst) return false;
                isFirst = false;
                return true;
            });
            if (other.Count > 0)
            {
                steps.Add(From(other, ToPass(other[0])));
                continue;
            }

            var diagonal = waiting.TakePhases();
            steps.Add(From(diagonal, new DiagonalPass(diagonal.OfType<DiagonalOp>().Select(p => (p.Term, p.Angle)))));
        }

        return steps;
    }

    private static Pass From(List<CircuitOp> ops, Pass pass)
    {
        if (ops.Any(op => op.Gates is not null)) pass.Gates = [.. ops.SelectMany(op => op.Gates ?? [])];
        return pass;
    }

    private static Pass ToPass(CircuitOp op) => op switch
    {
        DenseOp dense => dense.Pass,
        PauliRotationOp rotation => new RotationPass(rotation.Group, [.. rotation.Strings.Select(s => s.Pauli)], [.. rotation.Strings.Select(s => s.Angle)]),
        _ => throw new InvalidOperationException($"No pass does {op}."),
    };
}
