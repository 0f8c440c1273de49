namespace Qratum.Optimization;

/// <summary>Configurations from correlations; see <see cref="SpinCorrelations.Round"/>.</summary>
internal static class CorrelationRounding
{
    internal static BitString Round(SpinCorrelations correlations)
    {
        var model = correlations.Model;
        var count = model.SpinCount;
        var edges = model.Couplings.EdgeSpan;

        // Number count stands for a spin that is up; links with it come after the couplings.
        var links = new List<(double Strength, int Order, int I, int J, int Sign)>();
        for (var k = 0; k < edges.Length; k++) Offer(correlations.Couplings[k], edges[k].I, edges[k].J);
        for (var i = 0; i < count; i++) Offer(correlations.Spins[i], i, count);
        links.Sort(static (a, b) => a.Strength != b.Strength ? b.Strength.CompareTo(a.Strength) : a.Order.CompareTo(b.Order));

        var parent = Enumerable.Range(0, count + 1).ToArray();
        var sign = Enumerable.Repeat(1, count + 1).ToArray(); // relative to the parent
        foreach (var (_, _, i, j, product) in links)
        {
            var ((a, toA), (b, toB)) = (Root(i), Root(j));
            if (a == b) continue;
            (parent[a], sign[a]) = (b, product * toA * toB);
        }

        var up = Root(count).Sign;
        var spins = new int[count];
        for (var i = 0; i < count; i++) spins[i] = Root(i).Sign * up;
        Descend(model, spins);
        return BitString.FromBits([.. spins.Select(static s => s < 0)]);

        void Offer(double value, int i, int j)
        {
            if (value != 0) links.Add((Math.Abs(value), links.Count, i, j, Math.Sign(value)));
        }

        (int Node, int Sign) Root(int node)
        {
            // Twice along the path: to the root, then hanging everything to it.
            var (root, total) = (node, 1);
            for (; parent[root] != root; root = parent[root]) total *= sign[root];
            var (at, rest) = (node, total);
            while (parent[at] != root && at != root)
            {
                var (next, step) = (parent[at], sign[at]);
                (parent[at], sign[at]) = (root, rest);
                (at, rest) = (next, rest * step);
            }

            return (root, total);
        }
    }

    /// <summary>Turns single spins, first to last and around again, while one lowers the energy.</summary>
    internal static void Descend(IsingModel model, int[] spins)
    {
        var local = new double[spins.Length];
        var scale = 0.0;
        for (var i = 0; i < spins.Length; i++)
        {
            local[i] = model.Fields[i];
            scale += Math.Abs(local[i]);
            var neighbours = model.Couplings.Neighbours(i);
            var weights = model.Couplings.NeighbourWeights(i);
            for (var k = 0; k < neighbours.Length; k++)
            {
                local[i] += weights[k] * spins[neighbours[k]];
                scale += Math.Abs(weights[k]);
            }
        }

        // A gain below rounding could go back and forth for ever.
        var least = 1e-13 * scale;
        var last = spins.Length - 1;
        for (var i = 0; spins.Length > 0;)
        {
            if (spins[i] * local[i] > least)
            {
                spins[i] = -spins[i];
                var neighbours = model.Couplings.Neighbours(i);
                var weights = model.Couplings.NeighbourWeights(i);
                for (var k = 0; k < neighbours.Length; k++) local[neighbours[k]] += 2 * weights[k] * spins[i];
                last = i;
            }
            else if (i == last)
            {
                return;
            }

            i = i + 1 == spins.Length ? 0 : i + 1;
        }
    }
}
