namespace Qratum.Chemistry;

/// <summary>The two-particle density of a determinant: what (ij|kl) contributes to its energy.</summary>
/// <param name="functionCount">Number of functions n.</param>
/// <param name="density">Density of both spins.</param>
/// <param name="spinDensity">Spin up less spin down; null where there is none.</param>
internal sealed class PairWeights(int functionCount, double[] density, double[]? spinDensity)
{
    /// <summary>Largest element of the density.</summary>
    public double Largest { get; } = density.Length == 0 ? 0 : density.Max(Math.Abs);

    /// <summary>
    /// Weights of all rows of two pairs, [bra row · ket rows + ket row], so that Σ weight (bra|ket) over pairs of pairs is the energy; returns the
    /// largest. E = ½ Σ (P_ij P_kl - ½ P_ik P_jl - ½ Q_ik Q_jl) (ij|kl) with P the density and Q the spin density.
    /// </summary>
    public double Fill(PairDerivatives bra, PairDerivatives ket, Span<double> weights)
    {
        var n = functionCount;
        var common = ReferenceEquals(bra, ket) ? 0.5 : 1.0; // the same pair has (ij|kl) and (kl|ij) both
        var largest = 0.0;
        var at = 0;
        for (var r = 0; r < bra.First.Length; r++)
        {
            var (i, j) = (bra.First[r], bra.Second[r]);
            var pi = density.AsSpan(i * n, n);
            var pj = density.AsSpan(j * n, n);
            var pij = pi[j];
            var half = i == j ? common : 2 * common;
            for (var c = 0; c < ket.First.Length; c++)
            {
                var (k, l) = (ket.First[c], ket.Second[c]);
                var exchange = (pi[k] * pj[l]) + (pi[l] * pj[k]);
                if (spinDensity is not null)
                {
                    exchange += (spinDensity[(i * n) + k] * spinDensity[(j * n) + l]) + (spinDensity[(i * n) + l] * spinDensity[(j * n) + k]);
                }

                var value = (k == l ? half : 2 * half) * ((pij * density[(k * n) + l]) - (0.25 * exchange));
                weights[at++] = value;
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        return largest;
    }
}
