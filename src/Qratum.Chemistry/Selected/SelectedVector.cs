using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>Expectation values of a normalised real vector over chosen determinants.</summary>
internal static class SelectedVector
{
    /// <summary>S² = S_z(S_z + 1) + N_β − Σ_pq E^α_qp E^β_pq; <paramref name="determinants"/> rise.</summary>
    public static double Spin(ElectronIntegrals integrals, Determinant[] determinants, ReadOnlySpan<double> vector)
    {
        var exchange = 0.0;
        for (var k = 0; k < determinants.Length; k++)
        {
            var (alpha, beta) = determinants[k];
            exchange += vector[k] * vector[k] * BitOperations.PopCount(alpha & beta);
            for (var up = alpha & ~beta; up != 0; up &= up - 1)
            for (var down = beta & ~alpha; down != 0; down &= down - 1)
            {
                int p = BitOperations.TrailingZeroCount(up), q = BitOperations.TrailingZeroCount(down);
                var flip = (1UL << p) | (1UL << q);
                var at = Array.BinarySearch(determinants, new Determinant(alpha ^ flip, beta ^ flip));
                if (at >= 0) exchange += DeterminantStrings.Sign(alpha, q, p) * DeterminantStrings.Sign(beta, p, q) * vector[k] * vector[at];
            }
        }

        var z = (integrals.AlphaElectrons - integrals.BetaElectrons) / 2.0;
        return (z * (z + 1)) + integrals.BetaElectrons - exchange;
    }

    /// <summary>How often each orbital holds an electron, of spin α and of spin β.</summary>
    public static (double[] Alpha, double[] Beta) Occupations(int orbitals, ReadOnlySpan<Determinant> determinants, ReadOnlySpan<double> vector)
    {
        var (alpha, beta) = (new double[orbitals], new double[orbitals]);
        for (var k = 0; k < determinants.Length; k++)
        for (var p = 0; p < orbitals; p++)
        {
            var weight = vector[k] * vector[k];
            if (((determinants[k].Alpha >> p) & 1) != 0) alpha[p] += weight;
            if (((determinants[k].Beta >> p) & 1) != 0) beta[p] += weight;
        }

        return (alpha, beta);
    }

    /// <summary>−Σ w ln w over the four occupations of each orbital.</summary>
    public static double[] Entropies(int orbitals, ReadOnlySpan<Determinant> determinants, ReadOnlySpan<double> vector)
    {
        var weights = new double[4 * orbitals];
        for (var k = 0; k < determinants.Length; k++)
        for (var p = 0; p < orbitals; p++)
        {
            var occupation = (int)((determinants[k].Alpha >> p) & 1) + (2 * (int)((determinants[k].Beta >> p) & 1));
            weights[(4 * p) + occupation] += vector[k] * vector[k];
        }

        return [.. weights.Chunk(4).Select(of => -of.Sum(w => w > 0 ? w * Math.Log(w) : 0))];
    }
}
