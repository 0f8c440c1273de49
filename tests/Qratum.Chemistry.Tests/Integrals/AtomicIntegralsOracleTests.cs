using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class AtomicIntegralsOracleTests
{
    /// <summary>Both sides are good to a few units of the last place of sums of large terms.</summary>
    private const double Tolerance = 2e-12;

    public static TheoryData<int> Cases => [0, 1, 2];

    [SharedDataTheory]
    [MemberData(nameof(Cases))]
    public void Integrals_agree_with_reference(int index)
    {
        var entry = ReferenceData.Integrals[index];
        var integrals = AtomicIntegrals.Compute(entry.Molecule, entry.Basis);
        Assert.Equal(entry.FunctionCount, integrals.FunctionCount);
        for (var i = 0; i < integrals.FunctionCount; i++) Near("S diagonal", entry.OverlapDiagonal[i], integrals.Overlap[i, i]);
        CheckMatrices(entry, integrals);
        foreach (var sample in entry.OneElectronSamples ?? [])
        {
            var (i, j) = ((int)sample[0], (int)sample[1]);
            Near($"S {i} {j}", sample[2], integrals.Overlap[i, j]);
            Near($"T {i} {j}", sample[3], integrals.Kinetic[i, j]);
            Near($"V {i} {j}", sample[4], integrals.NuclearAttraction[i, j]);
        }

        CheckRepulsion(entry, integrals);
    }

    private static void CheckMatrices(ReferenceIntegrals entry, AtomicIntegrals integrals)
    {
        if (entry.Overlap is null) return;
        for (var i = 0; i < integrals.FunctionCount; i++)
        {
            for (var j = 0; j < integrals.FunctionCount; j++)
            {
                Near($"S {i} {j}", entry.Overlap[i][j], integrals.Overlap[i, j]);
                Near($"T {i} {j}", entry.Kinetic![i][j], integrals.Kinetic[i, j]);
                Near($"V {i} {j}", entry.NuclearAttraction![i][j], integrals.NuclearAttraction[i, j]);
                for (var axis = 0; axis < 3; axis++) Near($"dipole {axis} {i} {j}", entry.Dipole![axis][i][j], integrals.Dipole(axis)[i, j]);
            }
        }
    }

    private static void CheckRepulsion(ReferenceIntegrals entry, AtomicIntegrals integrals)
    {
        foreach (var sample in entry.RepulsionSamples)
        {
            var (i, j, k, l) = ((int)sample[0], (int)sample[1], (int)sample[2], (int)sample[3]);
            Near($"({i} {j}|{k} {l})", sample[4], integrals.RepulsionOf(i, j, k, l));
        }

        var (n, sum, squares) = (integrals.FunctionCount, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    for (var l = 0; l < n; l++)
                    {
                        var value = integrals.RepulsionOf(i, j, k, l);
                        sum += value;
                        squares += value * value;
                    }
                }
            }
        }

        Near("sum of all", 1, sum / entry.RepulsionSum);
        Near("Frobenius norm", 1, Math.Sqrt(squares) / entry.RepulsionFrobenius);
    }

    private static void Near(string what, double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R}, expected {expected:R}");
}
