using System.Collections;

namespace Qratum.Optimization;

/// <summary>
/// The exact minimum of a sparse model, of any size: spins are minimized away one after the other, each leaving a table over its remaining
/// neighbours. Time and memory grow as 2^width, where the width is the greatest number of such neighbours; a random 3-regular graph of
/// 100 nodes has a width near 17.
/// </summary>
/// <remarks>
/// U. Bertelè and F. Brioschi, "Nonserial Dynamic Programming" (1972); R. Dechter, "Bucket elimination", Artificial Intelligence 113 (1999) 41.
/// The order is greedy: fewest neighbours, then fewest new edges, then the smallest number. Single-threaded.
/// </remarks>
public static class VariableElimination
{
    /// <summary>Greatest width taken unless told otherwise.</summary>
    public const int DefaultMaximumWidth = 20;

    private const int MostWidth = 26;

    /// <summary>The least energy of a model, or null when its elimination order is wider than allowed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="maximumWidth">Greatest width, 0 to 26; the largest table has 2^width entries of 8 bytes.</param>
    /// <param name="cancellationToken">Stops the work between two spins.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range.</exception>
    public static IsingMinimum? TryMinimize(
        IsingModel model, int maximumWidth = DefaultMaximumWidth, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumWidth, MostWidth);
        var order = FindOrder(model.Couplings, maximumWidth, cancellationToken);
        return order is null ? null : Eliminate(model, order, cancellationToken);
    }

    /// <summary>Spins in order of elimination with their remaining neighbours, ascending; null when one has more than the greatest width.</summary>
    private static List<(int Spin, int[] Neighbours)>? FindOrder(Graph graph, int maximumWidth, CancellationToken cancellationToken)
    {
        var n = graph.NodeCount;
        var adjacent = new HashSet<int>[n];
        var byDegree = new SortedSet<(int Degree, int Spin)>();
        for (var i = 0; i < n; i++)
        {
            adjacent[i] = [.. graph.Neighbours(i)];
            byDegree.Add((adjacent[i].Count, i));
        }

        var order = new List<(int, int[])>(n);
        while (byDegree.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var least = byDegree.Min.Degree;
            if (least > maximumWidth) return null;
            var spin = least <= 1 ? byDegree.Min.Spin
                : byDegree.GetViewBetween((least, 0), (least, n)).Take(64).MinBy(s => (Fill(adjacent, s.Spin), s.Spin)).Spin;
            var neighbours = adjacent[spin].Order().ToArray();
            byDegree.Remove((least, spin));
            foreach (var i in neighbours)
            {
                byDegree.Remove((adjacent[i].Count, i));
                adjacent[i].Remove(spin);
                foreach (var j in neighbours)
                {
                    if (j != i) adjacent[i].Add(j);
                }
            }

            // Put back only now: adding an edge changes the degree of both its ends.
            foreach (var i in neighbours) byDegree.Add((adjacent[i].Count, i));
            order.Add((spin, neighbours));
        }

        return order;
    }

    private static int Fill(HashSet<int>[] adjacent, int spin)
    {
        var missing = 0;
        foreach (var i in adjacent[spin])
        {
            foreach (var j in adjacent[spin])
            {
                if (i < j && !adjacent[i].Contains(j)) missing++;
            }
        }

        return missing;
    }

    private static IsingMinimum Eliminate(IsingModel model, List<(int Spin, int[] Neighbours)> order, CancellationToken cancellationToken)
    {
        var place = new int[model.SpinCount];
        for (var k = 0; k < order.Count; k++) place[order[k].Spin] = k;
        var waiting = new List<Table>?[order.Count]; // tables by the place of the first of their spins to go
        var choices = new BitArray[order.Count];
        var steps = 0L;
        for (var k = 0; k < order.Count; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (spin, neighbours) = order[k];
            var (up, down) = Combine(model, spin, neighbours, waiting[k]);
            waiting[k] = null;
            var choice = choices[k] = new BitArray(up.Length);
            for (var index = 0; index < up.Length; index++)
            {
                if (!(down[index] < up[index])) continue;
                choice[index] = true;
                up[index] = down[index];
            }

            steps += up.Length;
            if (neighbours.Length > 0) (waiting[neighbours.Min(i => place[i])] ??= []).Add(new Table(neighbours, up));
        }

        var bits = new bool[model.SpinCount];
        for (var k = order.Count - 1; k >= 0; k--)
        {
            var (spin, neighbours) = order[k];
            var index = 0;
            for (var i = 0; i < neighbours.Length; i++) index |= bits[neighbours[i]] ? 1 << i : 0;
            bits[spin] = choices[k][index];
        }

        var best = BitString.FromBits(bits);
        var energy = model.Energy(best);
        return new IsingMinimum(best, energy, energy, OptimumIs.Exact, $"elimination of width {order.Max(o => o.Neighbours.Length)}", steps);
    }

    /// <summary>Everything that contains a spin, as two tables over its neighbours: for the spin up and for the spin down.</summary>
    private static (double[] Up, double[] Down) Combine(
        IsingModel model, int spin, int[] neighbours, List<Table>? tables)
    {
        var up = new double[1 << neighbours.Length];
        var down = new double[1 << neighbours.Length];

        // The field and the couplings to spins still there: doubling the table, one neighbour at a time.
        up[0] = model.Fields[spin];
        var others = model.Couplings.Neighbours(spin);
        var weights = model.Couplings.NeighbourWeights(spin);
        for (var i = 0; i < neighbours.Length; i++)
        {
            var position = others.BinarySearch(neighbours[i]);
            var coupling = position >= 0 ? weights[position] : 0;
            var half = 1 << i;
            for (var index = 0; index < half; index++)
            {
                up[half + index] = up[index] - coupling;
                up[index] += coupling;
            }
        }

        for (var index = 0; index < up.Length; index++) down[index] = -up[index];
        foreach (var table in tables ?? [])
        {
            // Bits of the table's index, taken from the low and the high half of the joint index by two small lookups.
            var low = neighbours.Length / 2;
            var (lowMap, highMap) = (IndexMap(table.Spins, neighbours.AsSpan(0, low)), IndexMap(table.Spins, neighbours.AsSpan(low)));
            var spinBit = 1 << Array.IndexOf(table.Spins, spin);
            for (var high = 0; high < highMap.Length; high++)
            {
                for (var part = 0; part < lowMap.Length; part++)
                {
                    var index = (high << low) | part;
                    var entry = highMap[high] | lowMap[part];
                    up[index] += table.Values[entry];
                    down[index] += table.Values[entry | spinBit];
                }
            }
        }

        return (up, down);
    }

    private static int[] IndexMap(int[] tableSpins, ReadOnlySpan<int> spins)
    {
        var map = new int[1 << spins.Length];
        for (var i = 0; i < spins.Length; i++)
        {
            var position = Array.BinarySearch(tableSpins, spins[i]);
            var bit = position >= 0 ? 1 << position : 0;
            for (var index = 0; index < 1 << i; index++) map[(1 << i) | index] = map[index] | bit;
        }

        return map;
    }

    private readonly record struct Table(int[] Spins, double[] Values);
}
