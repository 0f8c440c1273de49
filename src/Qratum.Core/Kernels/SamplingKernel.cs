using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// Basis states at sorted points of the cumulative distribution. Sums of eight probabilities are added one after the other; only
/// where a point falls into the eight are they looked at one by one.
/// </summary>
/// <remarks>Items are lines, in the chunks whose sums say which points belong to which chunk.</remarks>
internal readonly unsafe struct SamplingKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly double* _points;
    private readonly long* _outcomes;
    private readonly double _total;
    private readonly int[] _firstPoints;
    private readonly double[] _before;

    private SamplingKernel(T* state, double* points, long* outcomes, double total, int[] firstPoints, double[] before)
    {
        _state = state;
        _points = points;
        _outcomes = outcomes;
        _total = total;
        _firstPoints = firstPoints;
        _before = before;
    }

    public static void Apply(T* state, long lines, int threads, ReadOnlySpan<double> sortedPoints, Span<long> outcomes)
    {
        var sums = SumKernel<T, SquareTerm>.Chunks(state, state, lines, threads);
        // Points below the sum before a chunk belong to chunks before it; the last chunk that has any weight takes what rounding leaves.
        var firstPoints = new int[sums.Length + 1];
        var before = new double[sums.Length];
        var (total, last) = (0.0, 0);
        for (var c = 0; c < sums.Length; c++)
        {
            before[c] = total;
            total += sums[c].First;
            if (sums[c].First > 0) last = c;
        }

        for (var c = 1; c <= last; c++) firstPoints[c] = FirstAtOrAbove(sortedPoints, before[c], total, firstPoints[c - 1]);
        for (var c = last + 1; c <= sums.Length; c++) firstPoints[c] = sortedPoints.Length;
        fixed (double* points = sortedPoints)
        fixed (long* found = outcomes)
            WorkSplit.Run(lines, threads, new SamplingKernel<T>(state, points, found, total, firstPoints, before));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var (next, last) = (_firstPoints[chunk], _firstPoints[chunk + 1]);
        if (next == last) return;
        var width = Lanes<T>.Width;
        var cumulative = _before[chunk];
        var point = _points[next] * _total;
        var possible = start * width;
        var eight = stackalloc double[8];
        for (var line = start; line < end; line++)
        {
            var p = _state + (line * 2 * width);
            for (var g = 0; g < width; g += 8)
            {
                Vector512<double> re = LineLoad<T>.Wide(p + g), im = LineLoad<T>.Wide(p + width + g);
                var squares = Vector512.FusedMultiplyAdd(re, re, im * im);
                var four = squares.GetLower() + squares.GetUpper();
                var two = four.GetLower() + four.GetUpper();
                var after = cumulative + (two[0] + two[1]);
                if (after > cumulative) possible = (line * width) + g;
                if (point < after)
                {
                    squares.Store(eight);
                    var inside = cumulative;
                    var lane = -1;
                    do
                    {
                        while (lane < 7 && !(point < inside)) inside += eight[++lane];
                        var outcome = (line * width) + g + lane;
                        // A point above the sum of the eight in this order: the last of them that can be.
                        if (!(point < inside)) outcome = LastPossible(eight, (line * width) + g);
                        _outcomes[next++] = outcome;
                        if (next == last) return;
                        point = _points[next] * _total;
                    }
                    while (point < after);
                }

                cumulative = after;
            }
        }

        // Points that rounding left above the sum of the chunk.
        var state = LastPossible(possible);
        while (next < last) _outcomes[next++] = state;
    }

    private static int FirstAtOrAbove(ReadOnlySpan<double> points, double sum, double total, int low)
    {
        var high = points.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (points[middle] * total < sum) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static long LastPossible(double* eight, long first)
    {
        var lane = 7;
        while (lane > 0 && eight[lane] == 0) lane--;
        return first + lane;
    }

    /// <summary>The last basis state of any probability among the eight from a given one.</summary>
    private long LastPossible(long first)
    {
        var width = Lanes<T>.Width;
        var p = _state + (first / width * 2 * width) + (first % width);
        var lane = 7;
        while (lane > 0 && T.IsZero(p[lane]) && T.IsZero(p[width + lane])) lane--;
        return first + lane;
    }
}
