using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// Labels of orbitals, words of at most three bits, such that every integral that does not vanish conserves their sum modulo two: the
/// Abelian symmetry of the molecule, read off the integrals alone. A determinant has the sum of the labels of its electrons, and the
/// Hamiltonian joins determinants of one label only.
/// </summary>
internal sealed class OrbitalLabels
{
    /// <summary>Bits of a label: D2h, the largest group of twofold symmetry elements, has three.</summary>
    private const int MaximumBits = 3;

    private readonly byte[] _labels;

    private OrbitalLabels(byte[] labels, int bits)
    {
        (_labels, Bits) = (labels, bits);
    }

    /// <summary>Bits of a label, 0 to 3.</summary>
    public int Bits { get; }

    /// <summary>Number of labels, 1, 2, 4 or 8.</summary>
    public int Count => 1 << Bits;

    public int OrbitalCount => _labels.Length;

    public int this[int orbital] => _labels[orbital];

    /// <summary>One label for all.</summary>
    public static OrbitalLabels None(int orbitalCount) => new(new byte[orbitalCount], 0);

    /// <summary>
    /// Solves the conditions over {0, 1} that integrals above <see cref="IntegralScreen.Vanishing"/> set. Numbering all orbitals 1 is always
    /// a solution, and an empty one while numbers of electrons are fixed: orbital 0 is given label 0.
    /// </summary>
    public static OrbitalLabels Find(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var pivots = new ulong[n]; // row of each leading orbital, or 0
        Require(pivots, 1);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < p; q++)
            if (!IntegralScreen.Vanishes(integrals.OneElectronSpan[(p * n) + q])) Require(pivots, (1UL << p) ^ (1UL << q));
        var at = 0;
        var repulsion = integrals.RepulsionSpan;
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        for (var r = 0; r <= p; r++)
        for (var s = 0; s <= (r == p ? q : r); s++)
            if (!IntegralScreen.Vanishes(repulsion[at++])) Require(pivots, (1UL << p) ^ (1UL << q) ^ (1UL << r) ^ (1UL << s));
        return Solve(pivots);
    }

    /// <summary>Label of a determinant of one spin.</summary>
    public int Of(ulong mask)
    {
        var label = 0;
        for (; mask != 0; mask &= mask - 1) label ^= _labels[BitOperations.TrailingZeroCount(mask)];
        return label;
    }

    /// <summary>Whether an excitation leaves the label of every determinant.</summary>
    public bool Conserves(Excitation excitation)
    {
        var label = 0;
        foreach (var s in excitation.Annihilated) label ^= _labels[s.Orbital];
        foreach (var s in excitation.Created) label ^= _labels[s.Orbital];
        return label == 0;
    }

    private static void Require(ulong[] pivots, ulong mask)
    {
        while (mask != 0)
        {
            var leading = 63 - BitOperations.LeadingZeroCount(mask);
            if (pivots[leading] == 0)
            {
                pivots[leading] = mask;
                return;
            }

            mask ^= pivots[leading];
        }
    }

    /// <summary>Every orbital without a condition of its own is free; each free one gives a bit.</summary>
    private static OrbitalLabels Solve(ulong[] pivots)
    {
        var labels = new byte[pivots.Length];
        var bits = 0;
        for (var free = 0; free < pivots.Length && bits < MaximumBits; free++)
        {
            if (pivots[free] != 0) continue;
            for (var p = 0; p < pivots.Length; p++)
            {
                // A row fixes its leading orbital by lower ones, which are known already.
                var known = pivots[p] == 0 ? 0UL : pivots[p] & ~(1UL << p);
                var bit = p == free ? 1 : 0;
                for (; known != 0; known &= known - 1) bit ^= (labels[BitOperations.TrailingZeroCount(known)] >> bits) & 1;
                labels[p] |= (byte)(bit << bits);
            }

            bits++;
        }

        return new OrbitalLabels(labels, bits);
    }
}
