using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>What the Hamiltonians of all labels over the same strings have in common.</summary>
internal sealed class SectorTables
{
    public SectorTables(ElectronIntegrals integrals, DeterminantSpace space)
    {
        (Integrals, Alpha, Beta) = (integrals, space.Alpha, space.Beta);
        AlphaPart = SparseRows.SameSpin(integrals, space.Alpha);
        BetaPart = space.Beta == space.Alpha ? AlphaPart : SparseRows.SameSpin(integrals, space.Beta);
        BetaMoves = [.. Enumerable.Range(0, space.Labels.Count).Select(label => new BetaMoves(space, label))];
        Repulsion = RepulsionRows(integrals);
        AlphaEnergies = Energies(integrals, Alpha);
        BetaEnergies = Beta == Alpha ? AlphaEnergies : Energies(integrals, Beta);
    }

    public ElectronIntegrals Integrals { get; }

    public LabelledStrings Alpha { get; }

    public LabelledStrings Beta { get; }

    /// <summary>Electrons of one spin among themselves.</summary>
    public SparseRows AlphaPart { get; }

    public SparseRows BetaPart { get; }

    /// <summary>By label of the pair of orbitals.</summary>
    public BetaMoves[] BetaMoves { get; }

    /// <summary>(pq|rs) as a matrix over pairs p ≥ q and r ≥ s.</summary>
    public double[][] Repulsion { get; }

    /// <summary>Energies of strings without the other spin.</summary>
    public double[] AlphaEnergies { get; }

    public double[] BetaEnergies { get; }

    private static double[] Energies(ElectronIntegrals integrals, LabelledStrings strings) =>
        [.. Enumerable.Range(0, strings.Count).Select(i => SlaterCondon.SameSpin(integrals, strings[i]))];

    private static double[][] RepulsionRows(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var rows = new double[n * (n + 1) / 2][];
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        {
            var row = rows[SingleReplacements.Pair(p, q)] = new double[rows.Length];
            for (var r = 0; r < n; r++)
            for (var s = 0; s <= r; s++)
                row[SingleReplacements.Pair(r, s)] = integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
        }

        return rows;
    }
}

/// <summary>Every way a pair of orbitals of one label leads to each β string: column, and the pair with its sign.</summary>
internal sealed class BetaMoves
{
    private readonly int[] _codes; // 2 · pair + (negative), or −1 for staying

    private readonly ulong[] _masks;

    public BetaMoves(DeterminantSpace space, int pairLabel)
    {
        var (strings, n) = (space.Beta, space.Labels.OrbitalCount);
        _masks = [.. Enumerable.Range(0, strings.Count).Select(j => strings[j])];
        Starts = new int[strings.Count + 1];
        var (columns, codes) = (new List<int>(), new List<int>());
        for (var j = 0; j < strings.Count; j++)
        {
            var mask = strings[j];
            var first = strings.First[strings.LabelOf(j) ^ pairLabel];
            if (pairLabel == 0)
            {
                columns.Add(j - first);
                codes.Add(-1);
            }

            for (var p = 0; p < n; p++)
            for (var q = 0; q < n; q++)
            {
                // E_pq: the target holds p, the source q.
                if (p == q || ((mask >> p) & 1) == 0 || ((mask >> q) & 1) != 0 || (space.Labels[p] ^ space.Labels[q]) != pairLabel) continue;
                var source = (mask & ~(1UL << p)) | (1UL << q);
                columns.Add(strings.IndexOf(source) - first);
                codes.Add((2 * SingleReplacements.Pair(p, q)) + (DeterminantStrings.Sign(source, p, q) < 0 ? 1 : 0));
            }

            Starts[j + 1] = columns.Count;
        }

        (Columns, _codes) = ([.. columns], [.. codes]);
    }

    public int[] Starts { get; }

    public int[] Columns { get; }

    /// <summary>Fills in the integrals of one α pair for some β strings.</summary>
    public void Weigh(double[] integrals, int from, int to, double[] values)
    {
        for (var j = from; j < to; j++)
        for (var at = Starts[j]; at < Starts[j + 1]; at++)
        {
            var code = _codes[at];
            if (code >= 0)
            {
                var value = integrals[code >> 1];
                values[at] = (code & 1) != 0 ? -value : value;
                continue;
            }

            var stay = 0.0;
            for (var mask = _masks[j]; mask != 0; mask &= mask - 1)
            {
                var p = BitOperations.TrailingZeroCount(mask);
                stay += integrals[SingleReplacements.Pair(p, p)];
            }

            values[at] = stay;
        }
    }
}
