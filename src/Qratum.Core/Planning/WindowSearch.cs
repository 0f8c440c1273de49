using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Qratum;

/// <summary>
/// Chooses the sweeps over a state: in turn work on low qubits and on a few high ones, with so many rounds of phases between
/// rotations as do most of the circuit for their time. What a choice leaves for later decides as much as what it takes, so
/// several orders are followed side by side, and the cheapest is kept.
/// </summary>
internal sealed class WindowSearch
{
    /// <summary>Values of how many rounds of phases a sweep may hold.</summary>
    private static readonly int[] Rounds = [0, 1, 2, int.MaxValue];

    private readonly CircuitOp[] _ops;
    private readonly long[] _flipped, _touched;
    private readonly double[] _work, _roundWork;
    private readonly int[] _roundOf, _roundSize;
    private readonly long _all, _low, _run;
    private readonly int _stridedBits, _width;
    private readonly double _lowVisit, _highVisit;

    // Of one selection: what is taken, and the round of each.
    private readonly bool[] _isTaken;
    private readonly int[] _round;

    /// <param name="ops">The work, in order.</param>
    /// <param name="qubitCount">Of the state.</param>
    /// <param name="lowBits">Qubits of a contiguous block.</param>
    /// <param name="runBits">Qubits of a contiguous run in a block of high qubits.</param>
    /// <param name="stridedBits">High qubits of such a block.</param>
    /// <param name="lowVisit">Time of a visit to an amplitude in a contiguous block, nanoseconds.</param>
    /// <param name="highVisit">Of a visit in a block of high qubits.</param>
    /// <param name="width">Orders followed side by side.</param>
    public WindowSearch(CircuitOp[] ops, int qubitCount, int lowBits, int runBits, int stridedBits, double lowVisit, double highVisit, int width)
    {
        _ops = ops;
        _flipped = [.. ops.Select(op => op.Flipped)];
        _touched = [.. ops.Select(op => op.Touched)];
        _work = [.. ops.Select(PassCost.AtBest)];
        _all = Mask(qubitCount);
        (_low, _run) = (Mask(lowBits), Mask(runBits));
        (_stridedBits, _lowVisit, _highVisit, _width) = (stridedBits, lowVisit, highVisit, width);
        (_roundOf, _roundWork, _roundSize) = CountRounds();
        _isTaken = new bool[ops.Length];
        _round = new int[ops.Length];
    }

    /// <summary>The sweeps: whether on low qubits, and what they do.</summary>
    public List<(bool IsLow, List<CircuitOp> Ops)> Find()
    {
        var root = new Order(null, true, [], new bool[_ops.Length], _roundSize, 0, 0, 0, 0);
        var best = Greedy(root);
        if (_width > 1) best = Beam(root, best);
        var sweeps = new List<(bool, List<CircuitOp>)>();
        for (var order = best; order.Before is not null; order = order.Before) sweeps.Add((order.IsLow, [.. order.Taken.Select(k => _ops[k])]));
        sweeps.Reverse();
        return sweeps;
    }

    /// <summary>The sweeps of phases that a circuit needs at least: each phase belongs to the earliest one it can be in.</summary>
    private (int[] Of, double[] Work, int[] Size) CountRounds()
    {
        var of = new int[_ops.Length];
        var costs = new List<PassCost.RoundCost>();
        var size = new List<int>();
        Span<int> round = stackalloc int[64];
        var flipped = 0L;
        for (var k = 0; k < of.Length; k++)
        {
            of[k] = RoundOf(k, flipped, round);
            flipped = Advance(k, of[k], flipped, round);
            if (_flipped[k] != 0) continue;
            while (costs.Count <= of[k])
            {
                costs.Add(default);
                size.Add(0);
            }

            CollectionsMarshal.AsSpan(costs)[of[k]].Add(_ops[k]);
            size[of[k]]++;
        }

        return (of, [.. costs.Select(c => c.Total)], [.. size]);
    }

    private int RoundOf(int op, long flipped, ReadOnlySpan<int> round)
    {
        var own = 0;
        for (var mask = (ulong)_touched[op]; mask != 0; mask &= mask - 1)
        {
            var qubit = BitOperations.TrailingZeroCount(mask);
            own = Math.Max(own, round[qubit] + (_flipped[op] == 0 ? (int)(flipped >> qubit & 1) : 0));
        }

        return own;
    }

    /// <summary>What is flipped since the last phases, after one more operation.</summary>
    private long Advance(int op, int own, long flipped, Span<int> round)
    {
        for (var mask = (ulong)_touched[op]; mask != 0; mask &= mask - 1) round[BitOperations.TrailingZeroCount(mask)] = own;
        return _flipped[op] == 0 ? flipped & ~_touched[op] : flipped | _flipped[op];
    }

    private static long Mask(int bits) => bits >= 64 ? -1 : (1L << bits) - 1;

    private Order Greedy(Order order)
    {
        while (order.First < _ops.Length)
        {
            var from = order;
            order = Next(from).MaxBy(next => (next.Work - from.Work) / (next.Cost - from.Cost))!;
        }

        return order;
    }

    /// <summary>Orders are compared by the time they lost against the rate of a complete one.</summary>
    private Order Beam(Order root, Order best)
    {
        var rate = best.Cost / best.Work;
        var orders = new List<Order> { root };
        var next = new Dictionary<ulong, Order>();
        while (orders.Count > 0)
        {
            next.Clear();
            foreach (var order in orders.SelectMany(Next))
            {
                if (order.Cost >= best.Cost) continue;
                if (order.First == _ops.Length) best = order;
                else if (!next.TryGetValue(order.Hash, out var same) || order.Cost < same.Cost) next[order.Hash] = order;
            }

            orders = [.. next.Values.OrderBy(o => o.Cost - (rate * o.Work)).ThenBy(o => o.Hash).Take(_width)];
        }

        return best;
    }

    private List<Order> Next(Order order)
    {
        var orders = new List<Order>();
        foreach (var isLow in (ReadOnlySpan<bool>)[true, false])
        {
            var known = 0UL;
            foreach (var rounds in Rounds)
            {
                var end = Select(order, isLow, rounds);
                if (Follow(order, isLow, end) is not { } next || next.Hash == known) continue;
                known = next.Hash;
                orders.Add(next);
            }
        }

        return orders;
    }

    /// <summary>
    /// Marks the operations that fit and commute with all those left before them. Of phases only those that a later one among
    /// them waits for, or with many of these all that are possible; unless nothing but phases would be left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Select(Order order, bool isLow, int rounds)
    {
        long leftFlipped = 0, leftTouched = 0, flipped = 0, high = 0;
        Span<int> round = stackalloc int[64];
        var isOnlyPhases = true;
        var end = order.First;
        for (; end < _ops.Length && leftFlipped != _all; end++)
        {
            _isTaken[end] = false;
            if (order.IsDone[end]) continue;
            var (flips, touches) = (_flipped[end], _touched[end]);
            if ((flips & leftTouched) == 0 && (touches & leftFlipped) == 0)
            {
                var own = RoundOf(end, flipped, round);
                if (own <= rounds && (isLow ? (flips & ~_low) == 0 : FitsStrided(flips, ref high)))
                {
                    flipped = Advance(end, own, flipped, round);
                    _isTaken[end] = true;
                    _round[end] = own;
                    continue;
                }
            }

            leftFlipped |= flips;
            leftTouched |= touches;
            isOnlyPhases &= flips == 0;
        }

        if (isOnlyPhases && end == _ops.Length && rounds > 0) return end;
        KeepAwaited(order.First, end);
        return end;
    }

    private bool FitsStrided(long flips, ref long high)
    {
        var needed = flips & ~_run;
        if (needed == 0 && flips != 0) return (flips & ~_low) != 0;
        if (high != 0 && BitOperations.PopCount((ulong)(high | needed)) > _stridedBits) return false;
        high |= needed;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void KeepAwaited(int first, int end)
    {
        var awaited = 0L;
        var count = 0;
        Span<bool> isAwaited = new bool[end - first];
        for (var k = end - 1; k >= first; k--)
        {
            if (!_isTaken[k]) continue;
            awaited |= _flipped[k];
            isAwaited[k - first] = _flipped[k] != 0 || (_touched[k] & awaited) != 0;
            if (isAwaited[k - first] && _flipped[k] == 0) count++;
        }

        if (count > DiagonalPass.FewTerms) return;
        isAwaited.CopyTo(_isTaken.AsSpan(first));
    }

    /// <summary>The order with the marked operations as its next sweep; null if none are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Order? Follow(Order order, bool isLow, int end)
    {
        var taken = new List<int>();
        var rounds = 0;
        for (var k = order.First; k < end; k++)
        {
            if (!_isTaken[k]) continue;
            taken.Add(k);
            rounds = Math.Max(rounds, _round[k]);
        }

        if (taken.Count == 0) return null;
        var costs = new PassCost.RoundCost[rounds + 1];
        var isDone = (bool[])order.IsDone.Clone();
        var left = (int[])order.Left.Clone();
        var (hash, work) = (order.Hash, order.Work);
        foreach (var k in taken)
        {
            costs[_round[k]].Add(_ops[k]);
            isDone[k] = true;
            hash += Scatter((ulong)k + 1);
            work += _work[k];
            if (_flipped[k] == 0 && --left[_roundOf[k]] == 0) work += _roundWork[_roundOf[k]];
        }

        var cost = order.Cost + (isLow ? _lowVisit : _highVisit);
        foreach (var round in costs) cost += round.Total;
        var first = order.First;
        while (first < isDone.Length && isDone[first]) first++;
        return new Order(order, isLow, [.. taken], isDone, left, first, hash, cost, work);
    }

    private static ulong Scatter(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    /// <summary>Sweeps so far, as a list from the last to the first.</summary>
    private sealed record Order(Order? Before, bool IsLow, int[] Taken, bool[] IsDone, int[] Left, int First, ulong Hash, double Cost, double Work);
}
