namespace Qratum.Chemistry;

/// <summary>
/// The sum over two empty orbitals, Z_ij^ab = Σ_cd τ_ij^cd (ac|bd) with τ_ij^cd = τ_ji^dc, which is most of the work: parts of τ even and
/// odd in c and d meet the even and odd parts of the integrals alone, over pairs c ≥ d and a ≥ b. A quarter of the multiplications.
/// </summary>
/// <remarks>P. Pulay, S. Saebø, W. Meyer, J. Chem. Phys. 81, 1901 (1984).</remarks>
internal sealed class ParticleLadder
{
    private readonly int _virtuals;
    private readonly DenseTensor _even; // [(ac|bd) + (ad|bc)] / 2 at pairs c ≥ d, a ≥ b
    private readonly DenseTensor _odd; // [(ac|bd) - (ad|bc)] / 2 at pairs c > d, a > b

    /// <param name="packed">Repulsion integrals over all orbitals.</param>
    /// <param name="occupied">So many orbitals come before the empty ones.</param>
    /// <param name="virtuals">Number of empty orbitals.</param>
    /// <param name="isEven">Whether τ has even parts: not that of two electrons of one spin.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public ParticleLadder(double[] packed, int occupied, int virtuals, bool isEven, int maxThreads, CancellationToken cancellationToken)
    {
        _virtuals = virtuals;
        var (even, odd) = (isEven ? (int)PackedSymmetric.Count(virtuals) : 0, virtuals == 0 ? 0 : (int)PackedSymmetric.Count(virtuals - 1));
        (_even, _odd) = (new DenseTensor(even, even), new DenseTensor(odd, odd));
        Threads.For(virtuals, maxThreads, () => new double[virtuals * virtuals], (a, all) =>
        {
            // (ac|bd) for one a and c at once: one row of pairs after the other.
            for (var c = 0; c < virtuals; c++)
            {
                var ac = PackedSymmetric.LongIndexOf(occupied + a, occupied + c);
                for (var b = 0; b <= a; b++)
                {
                    for (var d = 0; d < virtuals; d++)
                    {
                        var bd = PackedSymmetric.LongIndexOf(occupied + b, occupied + d);
                        all[(b * virtuals) + d] = packed[ac >= bd ? PackedSymmetric.Count(ac) + bd : PackedSymmetric.Count(bd) + ac];
                    }
                }

                // Pair (c, d) gets (ac|bd) as its first, pair (d, c) as its second integral.
                for (var b = 0; b <= a; b++)
                {
                    var evenRow = even == 0 ? default : _even.Data.AsSpan(PackedSymmetric.IndexOf(a, b) * even, even);
                    var oddRow = a == b ? default : _odd.Data.AsSpan(PackedSymmetric.IndexOf(a - 1, b) * odd, odd);
                    for (var d = 0; d < virtuals; d++)
                    {
                        var half = 0.5 * all[(b * virtuals) + d];
                        if (!evenRow.IsEmpty) evenRow[PackedSymmetric.IndexOf(c, d)] += c == d ? 2 * half : half;
                        if (oddRow.IsEmpty || c == d) continue;
                        if (c > d) oddRow[PackedSymmetric.IndexOf(c - 1, d)] += half;
                        else oddRow[PackedSymmetric.IndexOf(d - 1, c)] -= half;
                    }
                }
            }
        }, cancellationToken);
    }

    /// <summary>Numbers held for v empty orbitals.</summary>
    public static Int128 Count(Int128 v) => (v * (v + 1) / 2 * (v * (v + 1) / 2)) + (v * (v - 1) / 2 * (v * (v - 1) / 2));

    /// <summary>target[i, a, j, b] += Z_ij^ab for τ at i, c, j, d.</summary>
    public void AddTo(DenseTensor target, DenseTensor tau, Contraction contraction)
    {
        var occupied = tau.Lengths[0];
        if (_even.Lengths[0] > 0) AddEven(target, tau, occupied, contraction);
        if (_odd.Lengths[0] > 0 && occupied > 1) AddOdd(target, tau, occupied, contraction);
    }

    private void AddEven(DenseTensor target, DenseTensor tau, int occupied, Contraction contraction)
    {
        var part = new DenseTensor((int)PackedSymmetric.Count(occupied), _even.Lengths[0]);
        for (int i = 0, at = 0; i < occupied; i++)
        for (var j = 0; j <= i; j++)
        for (var c = 0; c < _virtuals; c++)
        for (var d = 0; d <= c; d++)
            part.Data[at++] = c == d ? tau[i, c, j, d] : tau[i, c, j, d] + tau[i, d, j, c];
        var result = new DenseTensor(part.Lengths);
        contraction.Set(result, "ia", 1, part, "ic", _even, "ca");
        for (int i = 0, at = 0; i < occupied; i++)
        for (var j = 0; j <= i; j++)
        for (var a = 0; a < _virtuals; a++)
        for (var b = 0; b <= a; b++)
        {
            var value = result.Data[at++];
            target[i, a, j, b] += value;
            if (i > j) target[j, b, i, a] += value;
            if (a > b) target[i, b, j, a] += value;
            if (i > j && a > b) target[j, a, i, b] += value;
        }
    }

    private void AddOdd(DenseTensor target, DenseTensor tau, int occupied, Contraction contraction)
    {
        var part = new DenseTensor((int)PackedSymmetric.Count(occupied - 1), _odd.Lengths[0]);
        for (int i = 1, at = 0; i < occupied; i++)
        for (var j = 0; j < i; j++)
        for (var c = 1; c < _virtuals; c++)
        for (var d = 0; d < c; d++)
            part.Data[at++] = tau[i, c, j, d] - tau[i, d, j, c];
        var result = new DenseTensor(part.Lengths);
        contraction.Set(result, "ia", 1, part, "ic", _odd, "ca");
        for (int i = 1, at = 0; i < occupied; i++)
        for (var j = 0; j < i; j++)
        for (var a = 1; a < _virtuals; a++)
        for (var b = 0; b < a; b++)
        {
            var value = result.Data[at++];
            target[i, a, j, b] += value;
            target[j, b, i, a] += value;
            target[i, b, j, a] -= value;
            target[j, a, i, b] -= value;
        }
    }
}
