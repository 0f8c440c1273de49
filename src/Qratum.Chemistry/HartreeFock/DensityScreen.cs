namespace Qratum.Chemistry;

/// <summary>A group of pairs with the functions and families of each.</summary>
internal sealed class DirectPairs
{
    public DirectPairs(PairGroup group, int[] familyOf)
    {
        Group = group;
        Functions = Array.ConvertAll(group.Pairs, pair =>
        {
            var both = Array.ConvertAll(pair.PackedIndices, PackedSymmetric.PairAt);
            return (Array.ConvertAll(both, p => p.I), Array.ConvertAll(both, p => p.J));
        });
        Families = Array.ConvertAll(Functions, f => (familyOf[f.I[0]], familyOf[f.J[0]]));
    }

    public PairGroup Group { get; }

    /// <summary>Functions i ≥ j of each row of each pair.</summary>
    public (int[] I, int[] J)[] Functions { get; }

    /// <summary>Both families of each pair.</summary>
    public (int A, int B)[] Families { get; }
}

/// <summary>How large the densities are that a quartet of families meets.</summary>
internal sealed class DensityScreen
{
    private readonly int _families;
    private readonly double[] _coulomb;
    private readonly double[] _exchange;

    public DensityScreen(double[][] densities, int coulombCount, int n, int[] familyOf, int families)
    {
        _families = families;
        (_coulomb, _exchange) = (new double[families * families], new double[families * families]);
        for (var d = 0; d < densities.Length; d++)
        {
            var (target, weight) = d < coulombCount ? (_coulomb, 4) : (_exchange, 1); // four of the eight permutations meet a Coulomb density
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    ref var largest = ref target[(familyOf[i] * families) + familyOf[j]];
                    largest = Math.Max(largest, weight * Math.Abs(densities[d][(i * n) + j]));
                }
            }
        }

        Largest = families == 0 ? 0 : Math.Max(_coulomb.Max(), _exchange.Max());
    }

    /// <summary>The largest of all.</summary>
    public double Largest { get; }

    /// <summary>The largest density that the integrals (ab|cd) meet.</summary>
    public double Of(int a, int b, int c, int d)
    {
        var coulomb = Math.Max(_coulomb[(a * _families) + b], _coulomb[(c * _families) + d]);
        var first = Math.Max(_exchange[(a * _families) + c], _exchange[(a * _families) + d]);
        var second = Math.Max(_exchange[(b * _families) + c], _exchange[(b * _families) + d]);
        return Math.Max(coulomb, Math.Max(first, second));
    }
}
