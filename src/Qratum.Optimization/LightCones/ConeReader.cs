namespace Qratum.Optimization;

/// <summary>Reads the cones of a model and brings them to a common form (<see cref="ConeLabelling"/>). One thread at a time.</summary>
internal sealed class ConeReader(SpinNetwork network, int layers)
{
    private readonly int[] _place = new int[network.Count]; // place in the cone plus one, 0 outside
    private readonly List<int> _spins = [];
    private readonly List<int> _distances = [];
    private readonly List<(int A, int B, double Weight)> _couplings = [];

    /// <summary>Spins up to which a cone is not worth a look before it is brought to its common form.</summary>
    private const int SurelySmall = 64;

    /// <summary>
    /// The cone of ⟨Zᵢ⟩ (j negative) or ⟨ZᵢZⱼ⟩ in common form, and the sign that turns its value into theirs; no cone where it is seen at
    /// once that neither its spins nor the width of its contraction are within a limit.
    /// </summary>
    internal Reading Read(int i, int j, int maximumWidth)
    {
        Collect(i, j);
        if (_spins.Count > Math.Max(SurelySmall, maximumWidth) && Degeneracy() is var least && least > maximumWidth)
            return new(null, 0, _spins.Count, least);
        var fields = new double[_spins.Count];
        for (var k = 0; k < fields.Length; k++) fields[k] = _distances[k] < layers ? network.Fields[_spins[k]] : 0;
        var (cone, sign) = ConeLabelling.Normalize(layers, [.. _distances], fields, [.. _couplings]);
        return new(cone, sign, cone.Count, 0);
    }

    /// <summary>What was read.</summary>
    /// <param name="Cone">The cone; null where it is too large.</param>
    /// <param name="Sign">The value's sign.</param>
    /// <param name="Spins">Number of spins.</param>
    /// <param name="LeastWidth">A width that no contraction is below; 0 where the cone is there.</param>
    internal readonly record struct Reading(Cone? Cone, int Sign, int Spins, int LeastWidth);

    /// <summary>The degeneracy of the couplings: no elimination of the spins, and so none of their bits, is narrower.</summary>
    private int Degeneracy()
    {
        var degree = new int[_spins.Count];
        var rows = new List<int>[_spins.Count];
        for (var k = 0; k < rows.Length; k++) rows[k] = [];
        foreach (var (a, b, _) in _couplings)
        {
            rows[a].Add(b);
            rows[b].Add(a);
            degree[a]++;
            degree[b]++;
        }

        var queue = new PriorityQueue<int, int>(Enumerable.Range(0, degree.Length).Select(k => (k, degree[k])));
        var (gone, greatest) = (new bool[degree.Length], 0);
        while (queue.TryDequeue(out var k, out var least))
        {
            if (gone[k] || least != degree[k]) continue;
            gone[k] = true;
            greatest = Math.Max(greatest, least);
            foreach (var l in rows[k])
            {
                if (!gone[l]) queue.Enqueue(l, --degree[l]);
            }
        }

        return greatest;
    }

    private void Collect(int i, int j)
    {
        _spins.Clear();
        _distances.Clear();
        _couplings.Clear();
        Take(i, 0);
        if (j >= 0) Take(j, 0);
        for (var k = 0; k < _spins.Count && _distances[k] < layers; k++)
        {
            foreach (var neighbour in network.Neighbours(_spins[k]))
            {
                if (_place[neighbour] == 0) Take(neighbour, _distances[k] + 1);
            }
        }

        // From each spin within reach of the mixers, to those not counted from their own side.
        for (var k = 0; k < _spins.Count && _distances[k] < layers; k++)
        {
            var neighbours = network.Neighbours(_spins[k]);
            var weights = network.Weights(_spins[k]);
            for (var n = 0; n < neighbours.Length; n++)
            {
                var other = _place[neighbours[n]] - 1;
                if (other > k) _couplings.Add((k, other, weights[n]));
            }
        }

        foreach (var spin in _spins) _place[spin] = 0;
    }

    private void Take(int spin, int distance)
    {
        _spins.Add(spin);
        _distances.Add(distance);
        _place[spin] = _spins.Count;
    }
}
