using System.Numerics;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>⟨S²⟩ of a real vector over determinants.</summary>
internal static class TotalSpin
{
    /// <summary>S² = S_z(S_z + 1) + N_β − Σ_pq E^α_qp E^β_pq, from S₋S₊ with S₊ = Σ_p a†_pα a_pβ.</summary>
    /// <param name="alpha">Strings of spin α.</param>
    /// <param name="beta">Strings of spin β.</param>
    /// <param name="vector">Normalised; α string i and β string j at i·(number of β strings) + j.</param>
    public static double Expectation(DeterminantStrings alpha, DeterminantStrings beta, ReadOnlySpan<double> vector)
    {
        var exchange = 0.0;
        for (var i = 0; i < alpha.Count; i++)
        for (var j = 0; j < beta.Count; j++)
        {
            var c = vector[(i * beta.Count) + j];
            exchange += c * c * BitOperations.PopCount(alpha[i] & beta[j]);
        }

        var alphaMoves = new SingleReplacements(alpha);
        var betaMoves = beta == alpha ? alphaMoves : new SingleReplacements(beta);
        for (var p = 0; p < alpha.OrbitalCount; p++)
        for (var q = 0; q < p; q++)
        {
            var pair = SingleReplacements.Pair(p, q);
            foreach (var a in alphaMoves.ByPair(pair))
            foreach (var b in betaMoves.ByPair(pair))
            {
                // The spins move in opposite directions: what α puts into p, β takes from p.
                if (Holds(alpha[a.Target], p) == Holds(beta[b.Target], p)) continue;
                exchange += a.Sign * b.Sign * vector[(a.Target * beta.Count) + b.Target] * vector[(a.Source * beta.Count) + b.Source];
            }
        }

        var z = (alpha.ElectronCount - beta.ElectronCount) / 2.0;
        return (z * (z + 1)) + beta.ElectronCount - exchange;
    }

    private static bool Holds(ulong mask, int orbital) => ((mask >> orbital) & 1) != 0;
}
