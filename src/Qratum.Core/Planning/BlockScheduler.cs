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

    // Time of one visit to an amplitude, read and written, in nanoseconds: memory, third-level cache, second-level cache.
    private static readonly double MemoryVisit = PassCost.E("MEM",0.6), CacheVisit = PassCost.E("CACHE",0.2), InnerVisit = PassCost.E("INNER",0.1);

    // 16 MiB of amplitudes.
    private const int CachedQubits = 20;

    private readonly int _qubits;
    private readonly long _all;

    private BlockScheduler(int qubitCount)
    {
        _qubits = qubitCount;
        _all = Low(qubitCount);
    }

    public static IEnumerable<Pass> Schedule(List<CircuitOp> ops, int qubitCount)
    {
        var scheduler = new BlockScheduler(qubitCount);
        if (ops.Count == 0) return [];
        if (qubitCount <= FirstLevel + 1) return [new BlockPass(scheduler._all, scheduler.Emit(ops))];
        int[] levels = [.. new[] { ThirdLevel, SecondLevel, FirstLevel }.Where(level => level + PartBits <= qubitCount && level != (int)PassCost.E("NOLEVEL",0))];
        return scheduler.Outer(ops, levels);
    }

    private static long Low(int bits) => bits >= 64 ? -1 : (1L << bits) - 1;

    private List<Pass> Outer(List<CircuitOp> ops, int[] levels)
    {
        var passes = new List<Pass>();
        var run = Math.Clamp(_qubits - StridedBits - PartBits, Math.Min(SmallestRun, _qubits), LongestRun);
        var visit = _qubits > CachedQubits ? MemoryVisit : CacheVisit;
        var search = new WindowSearch(ops, _qubits, levels[0], run, StridedBits, visit, (int)PassCost.E("WIDTH", 4));
        foreach (var (isLow, taken) in search.Find())
        {
            if (isLow)
            {
                passes.Add(new BlockPass(Low(levels[0]), Inner(taken, levels[1..])));
                continue;
            }

            var high = taken.Aggregate(0L, (mask, op) => mask | (op.Flipped & ~Low(run)));
            var length = Math.Max(Math.Min(SmallestRun, _qubits), Math.Min(run, SecondLevel - BitOperations.PopCount((ulong)high)));
            passes.Add(new BlockPass(high | Low(length), Emit(taken)));
        }

        return passes;
    }

    private List<Pass> Inner(List<CircuitOp> ops, int[] levels)
    {
        if (levels.Length == 0) return Emit(ops);
        var passes = new List<Pass>();
        var low = Low(levels[0]);
        while (ops.Count > 0)
        {
            var taken = TakeBest(ops, () => op => (op.Flipped & ~low) == 0, InnerVisit);
            if (taken.Count > 0) passes.Add(new BlockPass(low, Inner(taken, levels[1..])));
            taken = TakeBest(ops, () => op => op.Flipped == 0 || (op.Flipped & ~low) != 0, 0);
            passes.AddRange(Emit(taken));
        }

        return passes;
    }

    /// <summary>
    /// Takes what fits a window, with so many rounds of phases between its rotations as do most of the circuit for their time.
    /// Going deep saves visits to memory; going wide makes one sweep of phases serve many rotations.
    /// </summary>
    private List<CircuitOp> TakeBest(List<CircuitOp> ops, Func<Func<CircuitOp, bool>> window, double visit)
    {
        var best = Select(ops, window(), rounds: 0, TakesPhases.Awaited, out var end);
        var yield = Yield(ops, best, visit);
        foreach (var rounds in (ReadOnlySpan<int>)[1, 2, int.MaxValue])
        {
            var deeper = Select(ops, window(), rounds, TakesPhases.Awaited, out var deeperEnd);
            var deeperYield = Yield(ops, deeper, visit);
            if (deeperYield < yield) continue;
            (best, end, yield) = (deeper, deeperEnd, deeperYield);
        }

        return Remove(ops, best, end);
    }

    /// <summary>Work done, in the time it takes at best, for each unit of time that it takes here.</summary>
    private double Yield(List<CircuitOp> ops, bool[] isTaken, double visit)
    {
        var taken = new List<CircuitOp>();
        for (var k = 0; k < isTaken.Length; k++)
        {
            if (isTaken[k]) taken.Add(ops[k]);
        }

        if (taken.Count == 0) return 0;
        var work = taken.Sum(PassCost.AtBest);
        return work / (visit + Emit(taken).Sum(PassCost.Of));
    }

    private List<CircuitOp> Take(List<CircuitOp> ops, Func<CircuitOp, bool> accepts, TakesPhases phases)
    {
        var isTaken = Select(ops, accepts, rounds: int.MaxValue, phases, out var end);
        return Remove(ops, isTaken, end);
    }

    /// <summary>
    /// Marks the operations that are accepted and commute with all those left before them. Of phases only those that a later
    /// one among them waits for, or with many of these all that are possible; unless nothing but phases would be left.
    /// </summary>
    private bool[] Select(List<CircuitOp> ops, Func<CircuitOp, bool> accepts, int rounds, TakesPhases phases, out int end)
    {
        long leftFlipped = 0, leftTouched = 0, flipped = 0;
        Span<int> round = stackalloc int[64];
        var isTaken = new bool[ops.Count];
        var isOnlyPhases = true;
        for (end = 0; end < ops.Count && leftFlipped != _all; end++)
        {
            var op = ops[end];
            isTaken[end] = (op.Flipped & leftTouched) == 0 && (op.Touched & leftFlipped) == 0
                && Round(op, flipped, round) <= rounds && accepts(op);
            if (isTaken[end])
            {
                var own = Round(op, flipped, round);
                for (var mask = (ulong)op.Touched; mask != 0; mask &= mask - 1) round[BitOperations.TrailingZeroCount(mask)] = own;
                flipped = op.Flipped == 0 ? flipped & ~op.Touched : flipped | op.Flipped;
                continue;
            }

            leftFlipped |= op.Flipped;
            leftTouched |= op.Touched;
            isOnlyPhases &= op.Flipped == 0;
        }

        if (phases == TakesPhases.All || (isOnlyPhases && end == ops.Count && rounds > 0)) return isTaken;
        var awaited = 0L;
        var count = 0;
        var isAwaited = new bool[ops.Count];
        for (var k = end - 1; k >= 0; k--)
        {
            if (!isTaken[k]) continue;
            awaited |= ops[k].Flipped;
            isAwaited[k] = ops[k].Flipped != 0 || (ops[k].Touched & awaited) != 0;
            if (isAwaited[k] && ops[k].Flipped == 0) count++;
        }

        return count > DiagonalPass.FewTerms ? isTaken : isAwaited;
    }

    /// <summary>How many sweeps of phases come before the operation or are its own, counting those after a rotation.</summary>
    private static int Round(CircuitOp op, long flipped, ReadOnlySpan<int> round)
    {
        var own = 0;
        for (var mask = (ulong)op.Touched; mask != 0; mask &= mask - 1)
        {
            var qubit = BitOperations.TrailingZeroCount(mask);
            own = Math.Max(own, round[qubit] + (op.Flipped == 0 ? (int)(flipped >> qubit & 1) : 0));
        }

        return own;
    }

    private static List<CircuitOp> Remove(List<CircuitOp> ops, bool[] isTaken, int end)
    {
        var taken = new List<CircuitOp>();
        var kept = 0;
        for (var k = 0; k < end; k++)
        {
            if (isTaken[k]) taken.Add(ops[k]);
            else ops[kept++] = ops[k];
        }

        ops.RemoveRange(kept, end - kept);
        return taken;
    }

    /// <summary>Steps on one block: rotations of many qubits together, and phases together as late as can be.</summary>
    private List<Pass> Emit(List<CircuitOp> ops)
    {
        var steps = new List<Pass>();
        while (ops.Count > 0)
        {
            var seen = 0L;
            var rotations = Take(ops, op =>
            {
                if (op is not RealRotationOp || (seen & op.Flipped) != 0) return false;
                seen |= op.Flipped;
                return true;
            }, TakesPhases.Awaited);
            if (rotations.Count > 0)
            {
                var list = rotations.OfType<RealRotationOp>().ToList();
                steps.Add(new RealRotationPass([.. list.Select(r => r.Qubit)], [.. list.Select(r => r.Angle)]));
                continue;
            }

            var isFirst = true;
            var other = Take(ops, op =>
            {
                if (op.Flipped == 0 || op is RealRotationOp || !isFirst) return false;
                isFirst = false;
                return true;
            }, TakesPhases.Awaited);
            if (other.Count > 0)
            {
                steps.Add(ToPass(other[0]));
                continue;
            }

            var diagonal = Take(ops, op => op.Flipped == 0, TakesPhases.All);
            steps.Add(new DiagonalPass(diagonal.OfType<DiagonalOp>().Select(p => (p.Term, p.Angle))));
        }

        return steps;
    }

    private static Pass ToPass(CircuitOp op) => op switch
    {
        DenseOp dense => dense.Pass,
        PauliRotationOp rotation => new RotationPass(rotation.Group, [.. rotation.Strings.Select(s => s.Pauli)], [.. rotation.Strings.Select(s => s.Angle)]),
        _ => throw new InvalidOperationException($"No pass does {op}."),
    };

    private enum TakesPhases
    {
        /// <summary>Those that something taken waits for.</summary>
        Awaited,

        /// <summary>All that are possible.</summary>
        All,
    }
}
