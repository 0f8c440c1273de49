using System.Text.Json;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class AtomicIntegralsOracleTests
{
    /// <summary>Both sides are good to a few units of the last place of sums of large terms.</summary>
    private const double Tolerance = 2e-12;

    [SharedDataFact]
    public void IntegralsAgreeWithReference()
    {
        foreach (var entry in ReferenceData.AtomicIntegrals)
        {
            var integrals = AtomicIntegrals.Compute(ReferenceData.MoleculeOf(entry), ReferenceData.BasisOf(entry));
            var id = entry.GetProperty("id").GetString()!;
            Assert.Equal(entry.GetProperty("nao").GetInt32(), integrals.FunctionCount);
            CheckOverlapDiagonal(id, entry, integrals);
            CheckMatrices(id, entry, integrals);
            CheckOneElectronSamples(id, entry, integrals);
            CheckRepulsion(id, entry, integrals);
        }
    }

    private static void CheckOverlapDiagonal(string id, JsonElement entry, AtomicIntegrals integrals)
    {
        var expected = ReferenceData.Numbers(entry.GetProperty("overlap_diagonal"));
        for (var i = 0; i < expected.Length; i++) Near(id + " S diagonal", expected[i], integrals.Overlap[i, i]);
    }

    private static void CheckMatrices(string id, JsonElement entry, AtomicIntegrals integrals)
    {
        if (!entry.TryGetProperty("overlap", out var overlap)) return;
        for (var i = 0; i < integrals.FunctionCount; i++)
        {
            for (var j = 0; j < integrals.FunctionCount; j++)
            {
                Near(id + " S", overlap[i][j].GetDouble(), integrals.Overlap[i, j]);
                Near(id + " T", entry.GetProperty("kinetic")[i][j].GetDouble(), integrals.Kinetic[i, j]);
                Near(id + " V", entry.GetProperty("nuclear_attraction")[i][j].GetDouble(), integrals.NuclearAttraction[i, j]);
                for (var axis = 0; axis < 3; axis++)
                {
                    Near(id + " dipole", entry.GetProperty("dipole_integrals_xyz_origin0")[axis][i][j].GetDouble(), integrals.Dipole(axis)[i, j]);
                }
            }
        }
    }

    private static void CheckOneElectronSamples(string id, JsonElement entry, AtomicIntegrals integrals)
    {
        if (!entry.TryGetProperty("one_electron_samples", out var samples)) return;
        foreach (var sample in samples.EnumerateArray())
        {
            var (i, j) = (sample[0].GetInt32(), sample[1].GetInt32());
            Near(id + " S", sample[2].GetDouble(), integrals.Overlap[i, j]);
            Near(id + " T", sample[3].GetDouble(), integrals.Kinetic[i, j]);
            Near(id + " V", sample[4].GetDouble(), integrals.NuclearAttraction[i, j]);
        }

        NearRelative(id + " |S|", entry.GetProperty("overlap_frobenius").GetDouble(), Frobenius(integrals.One.Overlap));
        NearRelative(id + " |T|", entry.GetProperty("kinetic_frobenius").GetDouble(), Frobenius(integrals.One.Kinetic));
        NearRelative(id + " |V|", entry.GetProperty("nuclear_attraction_frobenius").GetDouble(), Frobenius(integrals.One.NuclearAttraction));
    }

    private static void CheckRepulsion(string id, JsonElement entry, AtomicIntegrals integrals)
    {
        foreach (var sample in entry.GetProperty("eri_samples").EnumerateArray())
        {
            var value = integrals.RepulsionOf(sample[0].GetInt32(), sample[1].GetInt32(), sample[2].GetInt32(), sample[3].GetInt32());
            Near($"{id} {sample}", sample[4].GetDouble(), value);
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

        NearRelative(id + " sum", entry.GetProperty("eri_sum").GetDouble(), sum);
        NearRelative(id + " Frobenius", entry.GetProperty("eri_frobenius").GetDouble(), Math.Sqrt(squares));
    }

    private static double Frobenius(double[] matrix) => Math.Sqrt(matrix.Sum(v => v * v));

    private static void NearRelative(string what, double expected, double actual) => Near(what, 1, actual / expected);

    private static void Near(string what, double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R}, expected {expected:R}");
}
