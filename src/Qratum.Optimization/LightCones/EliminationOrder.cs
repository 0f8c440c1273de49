using System.Numerics;

namespace Qratum.Optimization;

/// <summary>
/// Orders of elimination for sums of products: next is the variable whose neighbours lack the fewest edges among themselves (least fill), or
/// the one with the fewest neighbours; of equal ones the first, or a random one of a fixed seed. The cheapest order of several tries.
/// </summary>
internal sealed class EliminationOrder
{
    private const int RandomTries = 6;

    /// <summary>From this width on it pays to try more than two orders.</summary>
    private const int WideEnough = 10;

    /// <summary>So far above the greatest width, further orders will not be below it.</summary>
    private const int HopelesslyWide = 6;

    /// <summary>Number of variables up to which an order by fill is completed although it is too wide; of more, the cheaper one by neighbours tells the width.</summary>
    private const int MostCompleted = 400;

    private readonly int _count, _words;
    private readonly ulong[] _edges;

    internal EliminationOrder(int count, IEnumerable<(int A, int B)> pairs)
    {
        (_count, _words) = (count, (count + 63) / 64);
        _edges = new ulong[count * _words];
        foreach (var (a, b) in pairs)
        {
            Row(_edges, a)[b >> 6] |= 1UL << b;
            Row(_edges, b)[a >> 6] |= 1UL << a;
        }
    }

    /// <summary>Variables in order of elimination, each with its neighbours then; the greatest number of these; the sum of 2^neighbours; whether all are there.</summary>
    internal readonly record struct Order(int[] Variables, int[][] Scopes, int Width, double Cost, bool IsWhole);

    /// <summary>The cheapest order found. Hopeless ones are not tried any further: of many variables, or far above the greatest width.</summary>
    internal Order Find(int maximumWidth)
    {
        var best = Try(byFill: true, null, maximumWidth);
        if (!best.IsWhole) return Try(byFill: false, null, int.MaxValue);
        Offer(Try(byFill: false, null, maximumWidth));
        if (best.Width < WideEnough || best.Width > maximumWidth + HopelesslyWide) return best;
        for (var k = 0; k < RandomTries; k++) Offer(Try(byFill: true, new PhiloxRandom((ulong)k), maximumWidth));
        return best;

        void Offer(Order other)
        {
            if (other.IsWhole && other.Cost < best.Cost) best = other;
        }
    }

    private Order Try(bool byFill, PhiloxRandom? random, int maximumWidth)
    {
        var edges = (ulong[])_edges.Clone();
        var (variables, scopes) = (new int[_count], new int[_count][]);
        var (gone, stale) = (new bool[_count], new bool[_count]);
        var (fill, degree) = (new int[_count], new int[_count]);
        Array.Fill(stale, true);
        var neighbours = new List<int>();
        var (width, cost) = (0, 0.0);
        for (var step = 0; step < _count; step++)
        {
            var (chosen, ties) = (-1, 0);
            for (var v = 0; v < _count; v++)
            {
                if (gone[v]) continue;
                if (stale[v])
                {
                    Collect(edges, v, neighbours);
                    (degree[v], fill[v], stale[v]) = (neighbours.Count, byFill ? Missing(edges, v, neighbours) : 0, false);
                }

                var compared = chosen < 0 ? -1 : fill[v] != fill[chosen] ? fill[v].CompareTo(fill[chosen]) : degree[v].CompareTo(degree[chosen]);
                if (compared < 0) (chosen, ties) = (v, 1);
                else if (compared == 0 && random is not null && random.Next(++ties) == 0) chosen = v;
            }

            Collect(edges, chosen, neighbours);
            var isFull = byFill && fill[chosen] == 0;
            foreach (var u in neighbours)
            {
                stale[u] = true;
                if (!isFull) Connect(edges, u, chosen, stale);
                Row(edges, u)[chosen >> 6] &= ~(1UL << chosen);
                Row(edges, u)[u >> 6] &= ~(1UL << u);
            }

            gone[chosen] = true;
            (variables[step], scopes[step]) = (chosen, [.. neighbours]);
            width = Math.Max(width, neighbours.Count);
            cost += Math.ScaleB(1, neighbours.Count);
            if (width > maximumWidth && _count > MostCompleted) return new Order(variables, scopes, width, cost, IsWhole: false);
        }

        return new Order(variables, scopes, width, cost, IsWhole: true);
    }

    /// <summary>Joins a neighbour of a variable to all others; the neighbours of these may then lack fewer edges.</summary>
    private void Connect(ulong[] edges, int u, int chosen, bool[] stale)
    {
        var row = Row(edges, u);
        var others = Row(edges, chosen);
        for (var w = 0; w < _words; w++)
        {
            row[w] |= others[w];
            for (var rest = row[w]; rest != 0; rest &= rest - 1) stale[(w << 6) + BitOperations.TrailingZeroCount(rest)] = true;
        }
    }

    private int Missing(ulong[] edges, int v, List<int> neighbours)
    {
        var row = Row(edges, v);
        var missing = 0;
        foreach (var u in neighbours)
        {
            var other = Row(edges, u);
            for (var w = 0; w < _words; w++) missing += BitOperations.PopCount(row[w] & ~other[w]);
        }

        // Every neighbour lacks itself, and every pair was counted twice.
        return (missing - neighbours.Count) / 2;
    }

    private void Collect(ulong[] edges, int v, List<int> neighbours)
    {
        neighbours.Clear();
        var row = Row(edges, v);
        for (var w = 0; w < _words; w++)
        {
            for (var rest = row[w]; rest != 0; rest &= rest - 1) neighbours.Add((w << 6) + BitOperations.TrailingZeroCount(rest));
        }
    }

    private Span<ulong> Row(ulong[] edges, int v) => edges.AsSpan(v * _words, _words);
}
