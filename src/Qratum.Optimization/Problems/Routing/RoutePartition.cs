using System.Numerics;

namespace Qratum.Optimization;

/// <summary>Customers parted among vehicles by dynamic programming: the shortest round trip of every set that fits, then the best sum over disjoint sets.</summary>
internal static class RoutePartition
{
    internal const int MostCustomers = 13;

    internal static int[][]? Solve(double[,] distances, int[] demands, int capacity, int vehicles, CancellationToken cancellationToken)
    {
        var n = demands.Length;
        var lengths = HeldKarp.PathLengths(distances, cancellationToken);
        var single = new double[1 << n];
        for (var set = 1; set < single.Length; set++)
        {
            var load = Enumerable.Range(0, n).Where(c => (set >> c & 1) != 0).Sum(c => (long)demands[c]);
            var last = HeldKarp.Best(lengths, distances, n, set, target: 0);
            single[set] = load <= capacity ? lengths[(set * n) + last] + distances[last + 1, 0] : double.PositiveInfinity;
        }

        var (best, taken) = Sums(single, Math.Min(vehicles, n), cancellationToken);
        var all = single.Length - 1;
        if (double.IsPositiveInfinity(best[^1][all])) return null;
        var routes = new List<int[]>();
        for (var (left, used) = (all, best.Length - 1); left != 0; used--)
        {
            var set = taken[used][left];
            if (set != 0) routes.Add(Route(lengths, distances, n, set));
            left &= ~set;
        }

        return [.. routes];
    }

    /// <summary>For each number of vehicles and each set the least total length, and the set that the last of them serves (0 for none).</summary>
    private static (double[][] Best, int[][] Taken) Sums(double[] single, int vehicles, CancellationToken cancellationToken)
    {
        var best = new double[vehicles + 1][];
        var taken = new int[vehicles + 1][];
        for (var v = 0; v <= vehicles; v++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (best[v], taken[v]) = (new double[single.Length], new int[single.Length]);
            for (var set = 1; set < single.Length; set++)
            {
                best[v][set] = v == 0 ? double.PositiveInfinity : best[v - 1][set];
                if (v == 0) continue;

                // The last vehicle serves the lowest customer of the set, so that each parting comes once; or nobody.
                var lowest = set & -set;
                var rest = set & ~lowest;
                for (var part = rest; ; part = (part - 1) & rest)
                {
                    var sum = single[part | lowest] + best[v - 1][rest & ~part];
                    if (sum < best[v][set]) (best[v][set], taken[v][set]) = (sum, part | lowest);
                    if (part == 0) break;
                }
            }
        }

        return (best, taken);
    }

    private static int[] Route(double[] lengths, double[,] distances, int n, int set)
    {
        var route = new int[BitOperations.PopCount((uint)set)];
        for (var (k, target) = (route.Length - 1, 0); k >= 0; k--)
        {
            var last = HeldKarp.Best(lengths, distances, n, set, target);
            route[k] = target = last + 1;
            set &= ~(1 << last);
        }

        return route;
    }
}
