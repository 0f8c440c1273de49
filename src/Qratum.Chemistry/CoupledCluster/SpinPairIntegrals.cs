namespace Qratum.Chemistry;

/// <summary>Repulsion integrals (pq|rs) where p and q belong to one spin's orbitals, r and s to another's.</summary>
/// <param name="sameUp">Both of spin up, packed.</param>
/// <param name="mixed">At pair pq of spin up × pair rs of spin down; null where both spins have the same orbitals.</param>
/// <param name="sameDown">Both of spin down, packed; null where both spins have the same orbitals.</param>
/// <param name="orbitals">Number of orbitals of each spin.</param>
internal sealed class SpinPairIntegrals(double[] sameUp, double[]? mixed, double[]? sameDown, int orbitals)
{
    private readonly long _pairs = PackedSymmetric.Count(orbitals);

    /// <summary>Number of orbitals of each spin.</summary>
    public int Orbitals => orbitals;

    /// <summary>Both pairs of one spin, packed.</summary>
    public double[] Same(int spin) => spin == 0 ? sameUp : sameDown ?? sameUp;

    /// <summary>Integrals of the spins' orbitals from the given ones on: result[p, q, r, s], each index from its first orbital.</summary>
    public DenseTensor Block(int spin, int otherSpin, Range p, Range q, Range r, Range s)
    {
        var ((p0, np), (q0, nq), (r0, nr), (s0, ns)) = (Of(p), Of(q), Of(r), Of(s));
        var tensor = new DenseTensor(np, nq, nr, ns);
        var at = 0;
        for (var i = 0; i < np; i++)
        for (var j = 0; j < nq; j++)
        {
            var pq = PackedSymmetric.LongIndexOf(p0 + i, q0 + j);
            for (var k = 0; k < nr; k++)
            for (var l = 0; l < ns; l++)
                tensor.Data[at++] = At(spin, otherSpin, pq, PackedSymmetric.LongIndexOf(r0 + k, s0 + l));
        }

        return tensor;
    }

    private double At(int spin, int otherSpin, long pq, long rs)
    {
        if (spin != otherSpin && mixed is not null) return mixed[spin == 0 ? (pq * _pairs) + rs : (rs * _pairs) + pq];
        return Same(spin)[pq >= rs ? PackedSymmetric.Count(pq) + rs : PackedSymmetric.Count(rs) + pq];
    }

    private (int First, int Count) Of(Range range) => range.GetOffsetAndLength(orbitals);
}
