using System.Numerics;

namespace Qratum.Optimization;

/// <summary>Shortest round trips by dynamic programming: the shortest path from city 0 through a set of others, for every set and last city.</summary>
internal static class HeldKarp
{
    /// <summary>Up to here it takes less than a second.</summary>
    internal const int SmallCities = 16;

    /// <summary>Table of 2²¹ · 21 numbers, 352 MB.</summary>
    internal const int MostCities = 22;

    /// <summary>The order of the cities, beginning with 0.</summary>
    internal static int[] Solve(double[,] distances, CancellationToken cancellationToken)
    {
        var others = distances.GetLength(0) - 1;
        var lengths = PathLengths(distances, cancellationToken);
        var all = (1 << others) - 1;
        var last = Best(lengths, distances, others, all, target: 0);
        var order = new int[others + 1];
        for (var (position, set) = (others, all); position >= 1; position--)
        {
            order[position] = last + 1;
            set &= ~(1 << last);
            if (set != 0) last = Best(lengths, distances, others, set, target: last + 1);
        }

        return order;
    }

    /// <summary>Length of the shortest path from city 0 through the cities of a set (bit k is city k + 1) that ends at one of them, at set · others + last.</summary>
    internal static double[] PathLengths(double[,] distances, CancellationToken cancellationToken)
    {
        var others = distances.GetLength(0) - 1;
        var lengths = GC.AllocateUninitializedArray<double>((1 << others) * others);
        for (var set = 1; set < 1 << others; set++)
        {
            if ((set & 0xFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            for (var rest = set; rest != 0; rest &= rest - 1)
            {
                var last = BitOperations.TrailingZeroCount(rest);
                var before = set & ~(1 << last);
                var least = before == 0 ? distances[0, last + 1] : double.PositiveInfinity;
                for (var bits = before; bits != 0; bits &= bits - 1)
                {
                    var previous = BitOperations.TrailingZeroCount(bits);
                    least = Math.Min(least, lengths[(before * others) + previous] + distances[previous + 1, last + 1]);
                }

                lengths[(set * others) + last] = least;
            }
        }

        return lengths;
    }

    /// <summary>The last city of the best path through a set that goes on to a target.</summary>
    internal static int Best(double[] lengths, double[,] distances, int others, int set, int target)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var bits = set; bits != 0; bits &= bits - 1)
        {
            var last = BitOperations.TrailingZeroCount(bits);
            var length = lengths[(set * others) + last] + distances[last + 1, target];
            if (length < least) (best, least) = (last, length);
        }

        return best;
    }
}
