using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>A determinant and how often it came up.</summary>
internal readonly record struct WeighedDeterminant(Determinant Determinant, long Weight);

/// <summary>
/// Gives samples the right numbers of electrons: orbitals that disagree most with the mean occupations are flipped, at random with weights
/// by the disagreement (Robledo-Moreno et al., arXiv:2405.05068, supplement).
/// </summary>
internal sealed class ConfigurationRecovery(ElectronIntegrals integrals, (double[] Alpha, double[] Beta) occupations, PhiloxRandom random)
{
    /// <summary>Weight of an orbital whose disagreement is that of the filling; below it little is flipped, above it the weight rises to 1.</summary>
    private const double Corner = 0.01;

    /// <summary>All samples repaired, equal ones together, in rising order.</summary>
    public WeighedDeterminant[] Repair(ReadOnlySpan<WeighedDeterminant> samples)
    {
        var result = new SortedDictionary<Determinant, long>();
        foreach (var (determinant, weight) in samples)
        {
            var repaired = new Determinant(
                Repair(determinant.Alpha, integrals.AlphaElectrons, occupations.Alpha), Repair(determinant.Beta, integrals.BetaElectrons, occupations.Beta));
            result[repaired] = result.GetValueOrDefault(repaired) + weight;
        }

        return [.. result.Select(r => new WeighedDeterminant(r.Key, r.Value))];
    }

    private ulong Repair(ulong mask, int electrons, double[] occupation)
    {
        var filling = (double)electrons / occupation.Length;
        for (var excess = BitOperations.PopCount(mask) - electrons; excess != 0; excess -= Math.Sign(excess))
        {
            var (chosen, total) = (-1, 0.0);
            for (var p = 0; p < occupation.Length; p++)
            {
                var isFull = ((mask >> p) & 1) != 0;
                if (isFull != (excess > 0)) continue;
                var weight = Weight(isFull ? 1 - occupation[p] : occupation[p], isFull ? 1 - filling : filling);
                total += weight;
                // Each is taken with its share of the weight seen so far.
                if (random.NextDouble() * total < weight || chosen < 0) chosen = p;
            }

            mask ^= 1UL << chosen;
        }

        return mask;
    }

    /// <summary>A small slope to the corner, a steep one behind it.</summary>
    private static double Weight(double disagreement, double corner)
    {
        const double least = 1e-9; // every orbital may be flipped
        if (corner is <= 0 or >= 1) return disagreement + least;
        return least + (disagreement < corner ? Corner * disagreement / corner : Corner + ((1 - Corner) * (disagreement - corner) / (1 - corner)));
    }
}
